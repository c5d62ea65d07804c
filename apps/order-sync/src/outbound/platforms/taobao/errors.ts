import { PlatformFailure, type PlatformFailureKind } from '../../../application/ports.js';

/** The platform's own trouble; `isv.` is ours. */
const THEIRS = 'isp.';

/** TOP's `code` and `sub_code` in our words. */
export function failureKind(code: string, subCode: string): PlatformFailureKind {
  switch (code) {
    case '26': // no session
    case '27': // a session that does not hold
      return 'auth_expired';
    case '4': // of a user, a session, a partner, the application; too often
    case '5':
    case '6':
    case '7':
    case '8':
      return 'throttled';
    case '11': // permissions of the application, of the user, of the partner
    case '12':
    case '13':
    case '42':
      return 'forbidden';
    case '10': // not available
    case '31': // their clock and ours were apart: with a new time it may pass
      return 'transient';
    default:
      return subCode.startsWith(THEIRS) ? 'transient' : 'invalid';
  }
}

export interface TopError {
  readonly code?: string | number;
  readonly msg?: string;
  readonly sub_code?: string;
  readonly sub_msg?: string;
  readonly request_id?: string;
}

export function failureOf(method: string, error: TopError): PlatformFailure {
  const { code = '', sub_code: subCode = '', sub_msg: subMessage, msg = '', request_id: id = '-' } = error;
  const words = subMessage ?? msg;
  return new PlatformFailure(
    failureKind(String(code), subCode),
    `taobao ${method} ${String(code)} ${subCode}: ${words} (request_id ${id})`,
  );
}

/** The errors of the token door, in OAuth's words: only a grant that does not hold is for the merchant to renew. */
export function grantFailure(error: string, description: string): PlatformFailure {
  const kind =
    error === 'invalid_grant' ? 'auth_expired' : error === 'invalid_client' ? 'forbidden' : 'invalid';
  return new PlatformFailure(kind, `taobao gave no token: ${error} ${description}`);
}
