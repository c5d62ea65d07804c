import { describe, expect, it } from '@jest/globals';
import { failureOf } from './errors.js';

describe('errors of the platform', () => {
  it.each([
    [40001, 'auth_expired'],
    [42001, 'auth_expired'],
    [40125, 'auth_expired'],
    [40164, 'forbidden'],
    [48001, 'forbidden'],
    [10021044, 'throttled'],
    [45009, 'throttled'],
    [10021059, 'throttled'],
    [10021068, 'manual_only'],
    [10020001, 'conflict'],
    [10021041, 'conflict'],
    [10021043, 'forbidden'],
    [10020000, 'invalid'],
    [10021050, 'invalid'],
    [10020004, 'invalid'],
    [-1, 'transient'],
    [99999, 'invalid'],
  ])('%s is %s, with the platform’s words', (code, kind) => {
    expect(failureOf(code, 'words')).toMatchObject({ kind, message: `wechat ${code}: words` });
  });
});
