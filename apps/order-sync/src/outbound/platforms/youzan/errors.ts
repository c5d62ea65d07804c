import { PlatformFailure, type PlatformFailureKind } from '../../../application/ports.js';

const kinds: ReadonlyMap<string, PlatformFailureKind> = new Map([
  ['4101', 'throttled'],
  ['102010003', 'throttled'],
  ['4201', 'auth_expired'],
  ['4202', 'auth_expired'],
  ['4203', 'auth_expired'],
  ['40010', 'auth_expired'],
  ['4204', 'forbidden'],
  ['103010035', 'forbidden'],
  ['103010054', 'forbidden'],
  // The version was another one, or the case had moved.
  ['103010039', 'conflict'],
  ['102010002', 'conflict'],
  ['5001', 'transient'],
]);

/** Youzan's codes in our words. */
export const failureKind = (code: string): PlatformFailureKind => kinds.get(code) ?? 'invalid';

export const failureOf = (code: string, message: string, traceId: string): PlatformFailure =>
  new PlatformFailure(failureKind(code), `youzan ${code}: ${message} (trace_id ${traceId})`);
