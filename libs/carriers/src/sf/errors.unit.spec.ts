import { describe, expect, it } from '@jest/globals';
import { CarrierError } from '../errors.js';
import { contentOf } from './errors.js';
import type { WireEnvelope } from './wire.js';

const refused = (errorCode: string): WireEnvelope => ({
  apiResultCode: 'A1000',
  apiResultData: JSON.stringify({ success: false, errorCode, errorMsg: '不行', msgData: null }),
});

const errorOf = (call: () => unknown): CarrierError => {
  try {
    call();
  } catch (error) {
    if (error instanceof CarrierError) return error;
  }
  throw new Error('expected a CarrierError');
};

const kinds = (envelope: WireEnvelope): string[] =>
  [false, true].map((acts) => errorOf(() => contentOf(envelope, acts)).kind);

describe('what SF answers', () => {
  it('is content only where both levels say yes', () => {
    const said = (success: unknown, errorCode: unknown): WireEnvelope => ({
      apiResultCode: 'A1000',
      apiResultData: JSON.stringify({ success, errorCode, msgData: { a: 1 } }),
    });
    expect(contentOf(said(true, 'S0000'), false)).toEqual({ a: 1 });
    expect(contentOf(said('true', 'S0000'), false)).toEqual({ a: 1 });
    for (const [success, code] of [
      [false, 'S0000'],
      [true, '8016'],
      [true, undefined],
      [undefined, undefined],
    ])
      expect(kinds(said(success, code))).toEqual(['retryable', 'unknown-outcome']);
  });

  it.each([
    ['A1001', 'permanent', 'permanent'],
    ['A1002', 'retryable', 'retryable'],
    ['A1003', 'credentials', 'credentials'],
    ['A1004', 'credentials', 'credentials'],
    ['A1005', 'throttled', 'throttled'],
    ['A1006', 'credentials', 'credentials'],
    ['A1007', 'retryable', 'unknown-outcome'],
    ['A1008', 'permanent', 'permanent'],
    ['A1009', 'retryable', 'unknown-outcome'],
    ['A1099', 'retryable', 'unknown-outcome'],
    ['A9999', 'retryable', 'unknown-outcome'],
  ])('takes %s at the gateway for %s, and for %s where the call acts', (apiResultCode, ...expected) => {
    expect(kinds({ apiResultCode, apiErrorMsg: '不行' })).toEqual(expected);
  });

  it.each([
    ['6150', 'permanent', 'permanent'],
    ['8096', 'permanent', 'permanent'],
    ['8119', 'credentials', 'credentials'],
    ['8016', 'retryable', 'unknown-outcome'],
    ['S0002', 'permanent', 'permanent'],
    ['S0003', 'retryable', 'unknown-outcome'],
    ['99999', 'permanent', 'permanent'],
  ])('takes %s for %s, and for %s where the call acts', (code, ...expected) => {
    expect(kinds(refused(code))).toEqual(expected);
    expect(errorOf(() => contentOf(refused(code), false))).toMatchObject({ code, message: '不行' });
  });

  it.each([
    {},
    { apiResultCode: 'A1000' },
    { apiResultCode: 'A1000', apiResultData: '' },
    { apiResultCode: 'A1000', apiResultData: '{"success":' },
    { apiResultCode: 'A1000', apiResultData: '[]' },
  ])('is no answer: %j', (envelope) => {
    expect(kinds(envelope)).toEqual(['retryable', 'unknown-outcome']);
  });
  it.each([
    { apiResultCode: 'A1001', apiErrorMsg: '手机号13800000000无效' },
    {
      apiResultCode: 'A1000',
      apiResultData: { success: false, errorCode: '8096', errorMsg: '手机号13800000000无效' },
    },
  ])('quotes no phone: %j', (envelope) => {
    expect(errorOf(() => contentOf(envelope, true)).message).toBe('手机号…无效');
  });
});
