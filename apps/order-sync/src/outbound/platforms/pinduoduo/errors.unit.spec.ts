import { describe, expect, it } from '@jest/globals';
import { failureKind, failureOf } from './errors.js';

describe('what a no of Pinduoduo means', () => {
  it.each([
    ['10019', '', 'auth_expired'],
    ['10035', '', 'auth_expired'],
    ['10014', '', 'auth_expired'],
    ['20005', '', 'forbidden'],
    ['20031', '', 'forbidden'],
    ['70031', '', 'throttled'],
    ['52101', '', 'throttled'],
    ['50000', '', 'transient'],
    ['50001', 'isv.order-service-error:12', 'transient'],
    ['50001', 'isv.invalid-parameter:order_sn', 'invalid'],
    ['50001', '', 'invalid'],
    ['20004', '', 'invalid'],
    ['99999', '', 'invalid'],
  ])('%s %s is %s', (code, subCode, kind) => {
    expect(failureKind(code, subCode)).toBe(kind);
  });

  it('says what was asked, what was answered and by which request it can be looked up', () => {
    const error = { error_code: 50001, error_msg: '业务服务错误', sub_msg: '订单不存在', request_id: '16' };
    expect(failureOf('pdd.order.information.get', error).message).toBe(
      'pinduoduo pdd.order.information.get 50001 : 订单不存在 (request_id 16)',
    );
  });
});
