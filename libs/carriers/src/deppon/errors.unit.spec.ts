import { describe, expect, it } from '@jest/globals';
import { CarrierError } from '../errors.js';
import { CarrierHttpFailure } from '../http.js';
import { failIfRefused, silence } from './errors.js';
import type { WireAnswer } from './wire.js';

function refusal(answer: WireAnswer): CarrierError | undefined {
  try {
    failIfRefused(answer);
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

  it('is a refusal where the flag or the code alone says that all went well', () => {
    expect(refusal({ result: 'true', resultCode: '2006' })?.kind).toBe('permanent');
    expect(refusal({ result: 'false', resultCode: '1000' })?.kind).toBe('permanent');
  });

  it.each([{}, { resultCode: '1000' }, { result: true }])(
    'is asked again after an answer that says neither yes nor no: %j',
    (answer) => {
      expect(refusal(answer)?.kind).toBe('retryable');
    },
  );

  it('keeps phones out of its message', () => {
    expect(refusal({ result: false, reason: '13800000000 无效' })?.message).toBe('1********** 无效');
  });

  it.each([new CarrierHttpFailure('timeout'), new CarrierHttpFailure('connection'), new Error('?')])(
    'is asked again after silence: %s',
    (cause) => {
      expect(silence(cause)).toMatchObject({ kind: 'retryable', provider: 'deppon', cause });
    },
  );
});
