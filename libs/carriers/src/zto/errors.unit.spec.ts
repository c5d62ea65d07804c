import { describe, expect, it } from '@jest/globals';
import { CarrierError } from '../errors.js';
import { failIfRefused, saysNoTrackYet } from './errors.js';
import type { WireAnswer } from './wire.js';

function kindOf(answer: WireAnswer, acts = false): string {
  try {
    failIfRefused(answer, acts);
  } catch (error) {
    if (error instanceof CarrierError) return error.kind;
    throw error;
  }
  return 'accepted';
}

describe('what an answer of ZTO means', () => {
  it.each(['SYS000', '0000', '200', 200, undefined])(
    'takes status true with the code %j for a yes',
    (statusCode) => {
      expect(kindOf({ status: true, statusCode })).toBe('accepted');
      expect(kindOf({ status: 'true', statusCode })).toBe('accepted');
    },
  );

  it.each([
    ['S211', '签名错误', 'credentials'],
    ['S210', '无权限访问', 'credentials'],
    ['S212', 'IP黑白名单限制', 'credentials'],
    ['E404', '鉴权失败,未绑定电子面单账号', 'credentials'],
    ['S206', 'api qos limit', 'throttled'],
    ['S221', 'api qps flow limit', 'throttled'],
    ['S208', 'billCode不能为空', 'permanent'],
    ['E409', '鉴权失败,收寄人电话号码校验不一致', 'permanent'],
    ['E413', '鉴权失败,请输入收寄人任一方电话号码后4位', 'permanent'],
    ['E416', '不符合中通运单号规则校验', 'permanent'],
    ['X999', '请求过于频繁', 'throttled'],
    ['X999', '签名不正确', 'credentials'],
    ['X999', '?', 'permanent'],
    [undefined, undefined, 'permanent'],
  ])('calls %s %s %s', (statusCode, message, kind) => {
    expect(kindOf({ status: false, statusCode, message })).toBe(kind);
    expect(kindOf({ status: false, statusCode, message }, true)).toBe(kind);
  });

  it.each(['S200', 'S202', 'S203'])('leaves open what became of a call that ended as %s', (statusCode) => {
    expect(kindOf({ status: false, statusCode }, true)).toBe('unknown-outcome');
    expect(kindOf({ status: false, statusCode })).toBe('retryable');
  });

  it('believes neither half of a yes with the code of a no, nor an answer that says neither', () => {
    expect(kindOf({ status: true, statusCode: 'S200' }, true)).toBe('unknown-outcome');
    expect(kindOf({}, false)).toBe('permanent');
    expect(kindOf({ statusCode: 'SYS000' })).toBe('accepted');
  });

  it('hears "nothing yet" only in a refusal without a code that means something else', () => {
    expect(saysNoTrackYet({ status: false, message: '暂无物流轨迹' })).toBe(true);
    expect(saysNoTrackYet({ status: true, message: '暂无物流轨迹' })).toBe(false);
    expect(saysNoTrackYet({ status: false, statusCode: 'S210', message: '没有物流权限' })).toBe(false);
  });

  it('keeps numbers out of its words: a refusal may repeat a phone', () => {
    const answer = { status: false, statusCode: 'S208', message: '手机号13800000000不能为空' };
    expect(() => {
      failIfRefused(answer, false);
    }).toThrow('手机号…不能为空');
  });
});
