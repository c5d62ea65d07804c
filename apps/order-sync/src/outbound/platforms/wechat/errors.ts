import { PlatformFailure, type PlatformFailureKind } from '../../../application/ports.js';
import { codeOf, type Id } from '../wire/values.js';

const kinds: ReadonlyMap<string, PlatformFailureKind> = new Map([
  ['-1', 'transient'], // busy
  ['40001', 'auth_expired'],
  ['42001', 'auth_expired'],
  ['40125', 'auth_expired'], // the secret is another one by now
  ['40164', 'forbidden'], // our address is not on the shop's list
  ['48001', 'forbidden'],
  ['45009', 'throttled'],
  ['10020001', 'conflict'],
  ['10021041', 'conflict'],
  ['10021043', 'forbidden'], // another shop's case
  ['10021044', 'throttled'],
  ['10021059', 'throttled'], // one refund call per order and minute
  ['10021068', 'manual_only'], // negotiate with the buyer first
]);

/** The platform's `errcode` in our words. */
export const failureKind = (code: string): PlatformFailureKind => kinds.get(code) ?? 'invalid';

export const failureOf = (code: Id, message: string): PlatformFailure =>
  new PlatformFailure(failureKind(codeOf(code) ?? ''), `wechat ${code}: ${message}`);
