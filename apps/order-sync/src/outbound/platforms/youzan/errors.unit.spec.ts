import { describe, expect, it } from '@jest/globals';
import { failureKind, failureOf } from './errors.js';

describe('Youzan’s codes', () => {
  it.each([
    ['4201', 'auth_expired'],
    ['4202', 'auth_expired'],
    ['4203', 'auth_expired'],
    ['4204', 'forbidden'],
    ['4101', 'throttled'],
    ['103010039', 'conflict'],
    ['102010002', 'conflict'],
    ['5001', 'transient'],
    ['103011024', 'invalid'],
    ['', 'invalid'],
  ])('%s is %s', (code, kind) => {
    expect(failureKind(code)).toBe(kind);
  });

  it('come with what finds the call again', () => {
    expect(failureOf('103010039', '退款版本号错误', 'yz7-1').message).toBe(
      'youzan 103010039: 退款版本号错误 (trace_id yz7-1)',
    );
  });
});
