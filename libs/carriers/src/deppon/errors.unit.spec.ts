import { describe, expect, it } from '@jest/globals';
import { CarrierError } from '../errors.js';
import { failIfRefused } from './errors.js';
import type { WireAnswer } from './wire.js';

function refusal(answer: WireAnswer, acts = false): CarrierError | undefined {
  try {
    failIfRefused(answer, acts);
    return undefined;
  } catch (error) {
    if (error instanceof CarrierError) return error;
    throw error;
  }
}

describe('what Deppon refuses', () => {
  it.each([
    { result: true, resultCode: '1000' },
    { result: 'true', resultCode: 1000, reason: '系统繁忙' },
    { result: true, error_code: '1000', error_message: '订阅成功' },
  ])('is nothing in %j', (answer) => {
    expect(refusal(answer)).toBe(undefined);
  });

  it.each([
    ['3002', '', 'credentials'],
    ['2006', '参数错误', 'permanent'],
    ['2006', '渠道单号或运单号重复！', 'permanent'],
    ['SAMPLE-1', '摘要校验失败', 'credentials'],
    ['SAMPLE-1', '公司编码不存在', 'credentials'],
    ['SAMPLE-1', '访问过于频繁，请稍后再试', 'throttled'],
    ['SAMPLE-1', '系统内部异常', 'retryable'],
    ['SAMPLE-1', '处理超时', 'retryable'],
    ['SAMPLE-1', '运单号格式不正确', 'permanent'],
    ['SAMPLE-1', '', 'permanent'],
  ])('is sorted by its code, then by its words: %s %j is %s', (code, reason, kind) => {
    expect(refusal({ result: 'false', resultCode: code, reason })).toMatchObject({ kind, code });
    expect(refusal({ result: false, error_code: code, error_message: reason })).toMatchObject({ kind, code });
  });

  it.each([
    ['2006', '渠道单号或运单号重复！', 'unknown-outcome'],
    ['SAMPLE-1', '系统内部异常', 'unknown-outcome'],
    ['SAMPLE-1', '不存在订单信息', 'retryable'],
    ['3002', '', 'credentials'],
    ['2006', '参数错误', 'permanent'],
  ])('where the call acts, %s %j is %s', (resultCode, reason, kind) => {
    expect(refusal({ result: 'false', resultCode, reason }, true)).toMatchObject({ kind });
  });

  it('is a refusal where only the code says that all went well, or only the flag does', () => {
    expect(refusal({ result: 'false', resultCode: '1000' })?.kind).toBe('permanent');
    expect(refusal({ result: 'true', resultCode: '2006' })?.kind).toBe('permanent');
    expect(refusal({ result: 'true', resultCode: '2006' }, true)?.kind).toBe('unknown-outcome');
  });

  it.each([{}, { resultCode: '1000' }, { result: true }])(
    'is open after an answer that says neither yes nor no: %j',
    (answer) => {
      expect(refusal(answer)?.kind).toBe('retryable');
      expect(refusal(answer, true)?.kind).toBe('unknown-outcome');
    },
  );

  it('keeps phones out of its message, and all that is personal', () => {
    expect(refusal({ result: false, reason: '13800000000 无效' })?.message).toBe('… 无效');
    expect(() => {
      failIfRefused({ result: false, reason: '张三 某街道1号 无法揽收' }, true, ['某街道1号', '张三', '']);
    }).toThrow('… … 无法揽收');
  });
});
