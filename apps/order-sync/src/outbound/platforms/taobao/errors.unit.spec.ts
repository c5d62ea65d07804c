import { describe, expect, it } from '@jest/globals';
import { failureKind, failureOf, grantFailure } from './errors.js';

describe('TOP errors in our words', () => {
  it.each([
    ['27', 'invalid-sessionkey', 'auth_expired'],
    ['26', '', 'auth_expired'],
    ['7', 'accesscontrol.limited-by-app-access-count', 'throttled'],
    ['11', 'isv.permission-api-package-limit', 'forbidden'],
    ['12', '', 'forbidden'],
    ['10', '', 'transient'],
    ['31', '', 'transient'],
    ['15', 'isp.remote-service-timeout', 'transient'],
    ['15', 'isv.trade-not-exist', 'invalid'],
    ['25', '', 'invalid'],
    ['41', 'isv.invalid-parameter', 'invalid'],
    ['9999', '', 'invalid'],
  ] as const)('%s %s is %s', (code, subCode, kind) => {
    expect(failureKind(code, subCode)).toBe(kind);
  });

  it('keeps the request id for the platform’s support', () => {
    const error = { code: 15, sub_code: 'isv.trade-not-exist', sub_msg: '交易不存在', request_id: 'r-1' };
    expect(failureOf('taobao.trade.fullinfo.get', error).message).toBe(
      'taobao taobao.trade.fullinfo.get 15 isv.trade-not-exist: 交易不存在 (request_id r-1)',
    );
  });

  it.each([
    ['invalid_grant', 'auth_expired'],
    ['invalid_client', 'forbidden'],
    ['invalid_request', 'invalid'],
  ] as const)('the token door’s %s is %s', (error, kind) => {
    expect(grantFailure(error, '').kind).toBe(kind);
  });
});
