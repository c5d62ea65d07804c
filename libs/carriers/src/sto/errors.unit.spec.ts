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

describe('what STO refuses', () => {
  it.each([true, 'true', 'TRUE', 1])('is nothing where success is %j', (success) => {
    expect(failure({ success }, true)).toBe(undefined);
  });

  it.each([
    ['请求过于频繁，请稍后再试', 'throttled', 'throttled'],
    ['签名校验失败', 'credentials', 'credentials'],
    ['客户编码或密码错误', 'credentials', 'credentials'],
    ['系统异常', 'retryable', 'unknown-outcome'],
    ['处理超时', 'retryable', 'unknown-outcome'],
    ['订单号重复', 'permanent', 'unknown-outcome'],
    ['收件地址超出服务范围', 'permanent', 'permanent'],
    ['', 'permanent', 'permanent'],
  ])('%j is %s, and %s where the call acts', (errorMsg, reading, acting) => {
    const answer = { success: 'false', errorMsg, errorCode: 'SAMPLE-1' };
    expect(failure(answer, false)).toMatchObject({ kind: reading, code: 'SAMPLE-1' });
    expect(failure(answer, true)).toMatchObject({ kind: acting, code: 'SAMPLE-1' });
  });

  it('is said again later where it asks for that, unless the call acts', () => {
    const answer = { success: false, errorMsg: '?', needRetry: 'true' };
    expect(failure(answer, false)?.kind).toBe('retryable');
    expect(failure(answer, true)?.kind).toBe('unknown-outcome');
  });

  it('is open where it says neither yes nor no', () => {
    expect(failure({}, false)?.kind).toBe('retryable');
    expect(failure({}, true)?.kind).toBe('unknown-outcome');
  });

  it('tells no phone', () => {
    const error = failure({ success: false, errorMsg: '手机号13800000000无效' }, true);
    expect(error?.message).toBe('手机号…无效');
  });
});

describe('a refusal of an order', () => {
  it('tells nobody whose order it was', () => {
    const answer = { success: false, errorMsg: '张三 某街道1号 0571-80000000 无法揽收' };
    const personal = ['某街道1号', '张三', '', '0571-80000000'];
    expect(() => {
      failIfRefused(answer, true, personal);
    }).toThrow('… … … 无法揽收');
  });
});
