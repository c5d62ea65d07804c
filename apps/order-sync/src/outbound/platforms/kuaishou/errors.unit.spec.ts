import { describe, expect, it } from '@jest/globals';
import { failureKind } from './errors.js';

describe('Kuaishou errors', () => {
  it.each([
    ['24', 'AUTHORIZATION_REVOKED', 'auth_expired'],
    ['100200102', 'refreshToken.discarded', 'auth_expired'],
    ['100200100', 'invalid_request', 'invalid'],
    ['100200101', 'unauthorized_client', 'forbidden'],
    ['100200105', 'invalid_grant', 'invalid'],
    ['100200106', 'invalid_scope', 'forbidden'],
    ['100200500', 'server_error', 'transient'],
    ['300003', 'ENDTIME MUST AFTER BEGINTIME', 'invalid'],
    ['300004', 'SEARCH TIME RANGE EXPAND 7 DAYS', 'invalid'],
    ['300005', 'CAN NOT SEARCH BEFORE 90 DAYS', 'invalid'],
    ['300010', 'REFUND ORDER STATUS ERROR', 'conflict'],
    ['300012', 'REFUND ORDER OPERATION REJECT', 'forbidden'],
    ['300013', 'BUYER CANCEL REFUND', 'conflict'],
    ['300014', 'REFUND ORDER UPDATED', 'conflict'],
    ['300017', 'REFUND NEGOTIATE STATUS CHANGED', 'conflict'],
    ['300018', 'REFUND ORDER STATUS NOT ALLOW', 'conflict'],
    ['21', 'order operation reject', 'invalid'],
    ['1017', 'Exceed qps limit, KEY [apiId:open.order.cursor.list], MAX_QPS [300.0]', 'throttled'],
    ['0', 'Exceed quota limit, KEY [appkey:ks700000000000000001]', 'throttled'],
  ])('reads %s %s as %s', (code, said, kind) => {
    expect(failureKind([code], said)).toBe(kind);
  });

  it('finds the reason in whichever code holds it', () => {
    expect(failureKind(['0', '300014', '5'], '')).toBe('conflict');
    expect(failureKind([], '')).toBe('invalid');
  });
});
