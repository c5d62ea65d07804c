import { describe, expect, it } from '@jest/globals';
import { failureKind } from './errors.js';

describe('Douyin errors', () => {
  it.each([
    ['30001', 'dop.authorization-closed', 'auth_expired'],
    ['30001', 'isv.app-permissions-insufficient', 'forbidden'],
    ['30002', '', 'forbidden'],
    ['40004', 'isv.access-token-expired', 'auth_expired'],
    ['40003', 'isv.access-token-no-existed', 'auth_expired'],
    ['40003', 'isv.signature-invalid', 'invalid'],
    ['40003', 'isv.timestamp-invalid', 'transient'],
    ['40002', 'isv.signature-missing', 'invalid'],
    ['50002', 'isv.business-failed:31012', 'conflict'],
    ['50002', 'isv.business-failed:31006', 'auth_expired'],
    ['50002', 'isv.business-failed:11001', 'manual_only'],
    ['50002', 'isv.business-failed:20309541', 'conflict'],
    ['50002', 'isv.business-failed:11005', 'invalid'],
    ['20000', 'isp.service-error:1', 'transient'],
    ['20001', '', 'transient'],
    ['10001', '', 'transient'],
    ['60000', 'isv.traffic-limited', 'throttled'],
    ['90000', '', 'transient'],
  ])('reads %s %s as %s', (code, subCode, kind) => {
    expect(failureKind(code, subCode)).toBe(kind);
  });
});
