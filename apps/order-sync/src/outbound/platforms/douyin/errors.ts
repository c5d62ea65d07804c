import { PlatformFailure, type PlatformFailureKind } from '../../../application/ports.js';

const AUTH = /access-token|authorization-no-existed|authorization-closed/;
/** Their clock and ours were apart, or the call was under way for too long: with a new time it may pass. */
const TIMESTAMP = 'isv.timestamp-invalid';
const TOKEN_GONE = new Set(['31005', '31006', '31020']);

/** Douyin's `code` and `sub_code` in our words. */
export function failureKind(code: string, subCode: string): PlatformFailureKind {
  const detail = subCode.split(':').at(-1) ?? '';
  switch (code) {
    case '30001':
      return AUTH.test(subCode) ? 'auth_expired' : 'forbidden';
    case '30002':
      return 'forbidden';
    case '40003':
    case '40004':
      if (subCode.startsWith(TIMESTAMP)) return 'transient';
      return AUTH.test(subCode) ? 'auth_expired' : 'invalid';
    case '50002':
      return businessFailure(detail);
    case '10001': // "partly": of one thing that is no answer
    case '20000':
    case '20001':
    case '50001':
    case '90000':
      return detail === '20309541' ? 'conflict' : 'transient';
    case '60000':
      return 'throttled';
    case '70000':
      return 'forbidden';
    default:
      return 'invalid';
  }
}

function businessFailure(detail: string): PlatformFailureKind {
  if (TOKEN_GONE.has(detail)) return 'auth_expired';
  switch (detail) {
    case '31012': // a parallel token call
    case '20309541': // the case moved on
      return 'conflict';
    case '11001': // only in the merchant's own console
      return 'manual_only';
    default:
      return 'invalid';
  }
}

export const failureOf = (code: string, subCode: string, message: string, logId: string): PlatformFailure =>
  new PlatformFailure(failureKind(code, subCode), `douyin ${code} ${subCode}: ${message} (log_id ${logId})`);
