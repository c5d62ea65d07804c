import { describe, expect, it } from '@jest/globals';
import { CarrierError } from '../errors.js';
import { failIfRefused } from './errors.js';

function refusal(answer: object, acts = false): CarrierError | undefined {
  try {
    failIfRefused(answer, acts);
    return undefined;
  } catch (error) {
    if (error instanceof CarrierError) return error;
    throw error;
  }
}

describe('what EMS refuses', () => {
  it.each([
    ['授权码校验失败', 'credentials'],
    ['签名密钥不匹配，解密失败', 'credentials'],
    ['该接口未开通', 'credentials'],
    ['请求过于频繁', 'throttled'],
    ['超过每日查询次数', 'throttled'],
    ['系统繁忙，请稍后再试', 'retryable'],
    ['服务异常', 'retryable'],
    ['接口调用超时', 'retryable'],
    ['邮件号格式不正确', 'permanent'],
    ['', 'permanent'],
  ])('is sorted by its words: %j is %s', (retMsg, kind) => {
    expect(refusal({ retCode: 'B0001', retMsg })).toMatchObject({ kind, provider: 'ems', code: 'B0001' });
  });

  it.each([
    ['系统繁忙，请稍后再试', 'unknown-outcome'],
    ['物流订单号重复', 'unknown-outcome'],
    ['收件人地址不正确', 'permanent'],
    ['请求过于频繁', 'throttled'],
  ])('is, of a call that acts, what %j says: %s', (retMsg, kind) => {
    expect(refusal({ retCode: 'B0001', retMsg }, true)).toMatchObject({ kind });
  });

  it('is not known where a call that acts is answered without a code', () => {
    expect(refusal({}, true)).toMatchObject({ kind: 'unknown-outcome' });
  });

  it('quotes no phone', () => {
    expect(refusal({ retCode: 'B0001', retMsg: '手机号13800000000无效' })?.message).toBe('手机号…无效');
  });

  it('is nothing where the code says that all went well', () => {
    expect(refusal({ retCode: '00000', retMsg: '系统繁忙' })).toBe(undefined);
  });

  it.each([{}, { retCode: '' }, { retCode: null, retMsg: '授权码校验失败' }])(
    'is asked again after an answer without a code: %j',
    (answer) => {
      expect(refusal(answer)).toMatchObject({ kind: 'retryable' });
    },
  );
});
