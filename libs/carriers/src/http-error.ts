import { CarrierError, type CarrierErrorKind } from './errors.js';
import type { CarrierHttpResponse } from './http.js';

/**
 * What an HTTP status other than 200 means. `broken` is what the call ends as where the vendor's side broke down:
 * `retryable` for calls that are safe to repeat, `unknown-outcome` for calls that act.
 */
export function httpError(
  provider: string,
  { status, headers }: CarrierHttpResponse,
  broken: CarrierErrorKind = 'retryable',
): CarrierError | undefined {
  if (status === 200) return undefined;
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
  const code = String(status);
  return new CarrierError(kindOf(status, broken), `HTTP ${status}`, { provider, code, retryAfterMs });
}

function kindOf(status: number, broken: CarrierErrorKind): CarrierErrorKind {
  if (status === 429) return 'throttled';
  if (status === 401 || status === 403) return 'credentials';
  return status >= 500 || status === 408 ? broken : 'permanent';
}
