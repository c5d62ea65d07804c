import { describe, expect, it } from '@jest/globals';
import { refusal } from './errors.js';

describe('what KDNiao refuses', () => {
  it('is sorted by its code, and by its words where it has none that we know', () => {
    expect(refusal({ ResultCode: '405', Reason: '不行' })).toMatchObject({ kind: 'throttled', code: '405' });
    expect(refusal({ Reason: '系统繁忙' })).toMatchObject({ kind: 'retryable', code: undefined });
    expect(refusal({})).toMatchObject({ kind: 'permanent', message: 'refused without a reason' });
  });

  it('quotes no phone', () => {
    expect(refusal({ Reason: '手机号13800000000不匹配' }).message).toBe('手机号…不匹配');
  });
});
