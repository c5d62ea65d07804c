import { describe, expect, it } from '@jest/globals';
import { CarrierError } from '../errors.js';
import { failIfRefused } from './errors.js';

function errorOf(answer: object, acts: boolean): CarrierError | undefined {
  try {
    failIfRefused(answer, acts);
  } catch (error) {
    if (error instanceof CarrierError) return error;
    throw error;
  }
  return undefined;
}

describe('what J&T refuses with', () => {
  it.each([
    ['145003010', 'credentials'],
    ['145003012', 'credentials'],
    ['145003030', 'credentials'],
    ['145003050', 'permanent'],
    ['145003051', 'permanent'],
    ['145003052', 'permanent'],
    ['145003053', 'permanent'],
    ['999001010', 'permanent'],
    ['999001030', 'permanent'],
    ['777', 'permanent'],
  ])('%s is %s, whether the call acts or not', (code, kind) => {
    expect(errorOf({ code, msg: '?' }, false)).toMatchObject({ kind, code, provider: 'jt' });
    expect(errorOf({ code: Number(code) }, true)).toMatchObject({ kind, code });
  });

  it('goes by the words where a code is in no list', () => {
    expect(errorOf({ code: '0', msg: '请求过于频繁' }, true)?.kind).toBe('throttled');
    expect(errorOf({ code: '0', msg: '系统繁忙，请稍后再试' }, false)?.kind).toBe('retryable');
    expect(errorOf({ code: '0', msg: '系统异常' }, true)?.kind).toBe('unknown-outcome');
    expect(errorOf({ code: '145003030', msg: '系统异常' }, true)?.kind).toBe('credentials');
  });

  it('is a yes with code 1 only; an answer without code leaves open what became of the call', () => {
    expect(errorOf({ code: '1' }, true)).toBe(undefined);
    expect(errorOf({ code: 1, data: null }, true)).toBe(undefined);
    expect(errorOf({ data: {} }, true)?.kind).toBe('unknown-outcome');
    expect(errorOf({ code: '' }, false)?.kind).toBe('retryable');
  });

  it('quotes no phone', () => {
    expect(errorOf({ code: '999001010', msg: '手机号13800000000格式错误' }, true)?.message).toBe(
      '手机号…格式错误',
    );
  });
});
