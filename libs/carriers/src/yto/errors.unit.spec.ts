import { describe, expect, it } from '@jest/globals';
import { CarrierError } from '../errors.js';
import { failIfRefused } from './errors.js';
import type { WireAnswer } from './wire.js';

function failure(answer: WireAnswer, acts: boolean): CarrierError | undefined {
  try {
    failIfRefused(answer, acts);
  } catch (error) {
    if (error instanceof CarrierError) return error;
    throw error;
  }
  return undefined;
}

describe('what YTO refuses', () => {
  it.each([true, 'true', 1])('is nothing where success is %j', (success) => {
    expect(failure({ success, code: '0' }, true)).toBe(undefined);
  });

  it.each([
    ['请求过于频繁', 'throttled', 'throttled'],
    ['签名校验失败', 'credentials', 'credentials'],
    ['IP不在白名单', 'credentials', 'credentials'],
    ['系统异常', 'retryable', 'unknown-outcome'],
    ['处理超时', 'retryable', 'unknown-outcome'],
    ['收件地址不能为空', 'permanent', 'permanent'],
    ['', 'permanent', 'permanent'],
  ])('%j is %s, and %s where the call acts', (reason, reading, acting) => {
    const answer = { success: 'false', reason, code: 900000003 };
    expect(failure(answer, false)).toMatchObject({ kind: reading, code: '900000003' });
    expect(failure(answer, true)).toMatchObject({ kind: acting, code: '900000003' });
  });

  it.each([
    ['200010002', 'retryable', 'unknown-outcome'],
    ['200010003', 'permanent', 'permanent'],
    ['200010005', 'retryable', 'unknown-outcome'],
    ['200017004', 'permanent', 'permanent'],
    ['200017005', 'retryable', 'unknown-outcome'],
  ])('with the documented code %s is %s, and %s where the call acts', (code, reading, acting) => {
    const answer = { success: false, code: Number(code), reason: '签名 频繁 ?' };
    expect(failure(answer, false)).toMatchObject({ kind: reading, code });
    expect(failure(answer, true)).toMatchObject({ kind: acting, code });
  });

  it('is read from either of its fields, and from a code alone', () => {
    expect(failure({ success: false, message: '签名错误' }, false)?.kind).toBe('credentials');
    expect(failure({ code: '900000003' }, true)).toMatchObject({ kind: 'permanent', code: '900000003' });
  });

  it('is open where it says neither yes nor no', () => {
    expect(failure({}, false)?.kind).toBe('retryable');
    expect(failure({}, true)?.kind).toBe('unknown-outcome');
  });

  it.each(['手机号13800000000无效', '电话0571-88888888无效'])('tells no phone: %s', (reason) => {
    expect(failure({ success: false, reason }, true)?.message).toMatch(/^(手机号|电话)…无效$/);
  });
});

describe('what YTO refuses of an order', () => {
  it('tells nobody', () => {
    const answer = { success: false, reason: '收件人张三(某路1号)不在服务范围' };
    expect(() => {
      failIfRefused(answer, true, ['张三', '', '某路1号']);
    }).toThrow('收件人…(…)不在服务范围');
  });
});
