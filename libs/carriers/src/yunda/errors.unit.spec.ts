import { describe, expect, it } from '@jest/globals';
import { CarrierError } from '../errors.js';
import { failIfRefused, saysAlreadySubscribed, saysNoTraceYet } from './errors.js';

function refusal(answer: object): CarrierError | undefined {
  try {
    failIfRefused(answer);
    return undefined;
  } catch (error) {
    if (error instanceof CarrierError) return error;
    throw error;
  }
}

describe('what Yunda refuses', () => {
  it.each([
    ['签名错误', 'credentials'],
    ['app-key不存在', 'credentials'],
    ['sign error', 'credentials'],
    ['接口未授权', 'credentials'],
    ['该接口未开通', 'credentials'],
    ['请求过于频繁', 'throttled'],
    ['超过每日调用次数', 'throttled'],
    ['系统繁忙，请稍后再试', 'retryable'],
    ['服务异常', 'retryable'],
    ['接口调用超时', 'retryable'],
    ['运单号格式不正确', 'permanent'],
    ['design', 'permanent'],
    ['', 'permanent'],
  ])('is sorted by its words: %j is %s', (message, kind) => {
    const answer = { result: false, code: '9001', message };
    expect(refusal(answer)).toMatchObject({ kind, provider: 'yunda', code: '9001' });
  });

  it.each([true, 'true', 1, '1'])('is nothing where the result is %j and the code 0000', (result) => {
    expect(refusal({ result, code: '0000', message: '系统繁忙' })).toBe(undefined);
  });

  it.each([
    { result: false, code: '0000' },
    { result: 'false' },
    { result: true, code: '9001' },
    { result: true, code: 0 },
    { code: '9001' },
  ])('is what contradicts a yes: %j', (answer) => {
    expect(refusal(answer)).toMatchObject({ kind: 'permanent', message: 'refused without a reason' });
  });

  it.each([{}, { result: null, code: '' }, { result: true }, { code: '0000' }, { message: '签名错误' }])(
    'is asked again after an answer that is neither yes nor no: %j',
    (answer) => {
      expect(refusal(answer)).toMatchObject({ kind: 'retryable' });
    },
  );

  it('quotes no phone', () => {
    const answer = { result: false, code: '9001', message: '手机号13800000000格式错误' };
    expect(refusal(answer)?.message).toBe('手机号…格式错误');
  });
});

describe('a refusal that is none', () => {
  it.each(['暂无轨迹', '暂无物流信息', '无物流轨迹', '没有查到轨迹', '未查询到物流信息'])(
    'says that nothing is known yet: %s',
    (message) => {
      expect(saysNoTraceYet({ result: false, code: '9001', message })).toBe(true);
    },
  );

  it.each(['运单号不存在', '签名错误', '运单未订阅', ''])('does not say so: %j', (message) => {
    expect(saysNoTraceYet({ result: false, code: '9001', message })).toBe(false);
  });

  it('is looked for in refusals only', () => {
    expect(saysNoTraceYet({ message: '暂无轨迹' })).toBe(false);
    expect(saysAlreadySubscribed({ message: '已订阅' })).toBe(false);
    expect(saysAlreadySubscribed({ result: false, message: '该运单已订阅' })).toBe(true);
    expect(saysAlreadySubscribed({ result: false, message: '该运单未订阅' })).toBe(false);
  });
});
