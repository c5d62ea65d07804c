import { PlatformFailure, type PlatformFailureKind } from '../../../application/ports.js';
import { codeOf } from '../wire/values.js';
import type { ErrorResponse } from './wire.js';

/** The codes of the platform's own list. */
const kinds: ReadonlyMap<string, PlatformFailureKind> = new Map([
  ['10014', 'auth_expired'], // the merchant took the authorisation back
  ['10019', 'auth_expired'],
  ['10035', 'auth_expired'],
  ['20032', 'auth_expired'],
  ['10010', 'forbidden'],
  ['10011', 'forbidden'],
  ['10016', 'forbidden'],
  ['20005', 'forbidden'], // the address is not on the list
  ['20031', 'forbidden'],
  ['50012', 'forbidden'],
  ['70034', 'forbidden'],
  ['52101', 'throttled'],
  ['70031', 'throttled'],
  ['70032', 'throttled'],
  ['50000', 'transient'],
  ['52102', 'transient'],
  ['52103', 'transient'],
  ['70033', 'transient'],
]);

/** `isv.<service>-service-error:<number>` is documented as one to try again. */
const TRY_AGAIN = /^isv\..+-service-error/;

export const failureKind = (code: string, subCode: string): PlatformFailureKind =>
  kinds.get(code) ?? (code === '50001' && TRY_AGAIN.test(subCode) ? 'transient' : 'invalid');

export function failureOf(type: string, error: ErrorResponse): PlatformFailure {
  const [code, subCode] = [codeOf(error.error_code) ?? '', codeOf(error.sub_code) ?? ''];
  const words = error.sub_msg ?? error.error_msg ?? '';
  const message = `pinduoduo ${type} ${code} ${subCode}: ${words} (request_id ${error.request_id ?? '-'})`;
  return new PlatformFailure(failureKind(code, subCode), message);
}
