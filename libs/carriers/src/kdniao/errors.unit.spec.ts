import { describe, expect, it } from '@jest/globals';
import { failIfRefused, refusal } from './errors.js';

describe('what KDNiao refuses', () => {
  it('is sorted by its code, and by its words where it has none that we know', () => {
    expect(refusal({ ResultCode: '405', Reason: '不行' })).toMatchObject({ kind: 'throttled', code: '405' });
    expect(refusal({ Reason: '系统繁忙' })).toMatchObject({ kind: 'retryable', code: undefined });
    expect(refusal({})).toMatchObject({ kind: 'permanent', message: 'refused without a reason' });
  });

  it('leaves open what a call that acts has come to, where KDNiao broke down or took it before', () => {
    const kinds = (code: string): string[] =>
      [false, true].map((acts) => refusal({ ResultCode: code }, acts).kind);
    expect(kinds('105')).toEqual(['retryable', 'unknown-outcome']);
    expect(kinds('106')).toEqual(['retryable', 'unknown-outcome']);
    expect(kinds('103')).toEqual(['permanent', 'permanent']);
  });

  it('is nothing where both flag and code say that all went well', () => {
    expect(() => {
      failIfRefused({ Success: 'true', ResultCode: 100 }, true);
      failIfRefused({ Success: true }, true);
    }).not.toThrow();
  });

  it('quotes no phone', () => {
    expect(refusal({ Reason: '手机号13800000000不匹配' }).message).toBe('手机号…不匹配');
  });
});
