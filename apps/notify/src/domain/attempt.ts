import type { Instant } from '@cartrail/kernel';

/** What one try to reach an endpoint came to. */
export interface AttemptReport {
  readonly attemptId: string;
  readonly at: Instant;
  readonly durationMs: number;
  readonly result: AttemptResult;
  /** HTTP status; absent when there was no answer. */
  readonly status?: number;
  /** Why there was none, or why an answer does not count; no addresses, no content. */
  readonly error?: string;
  /** The beginning of the answer's body. */
  readonly response?: string;
  readonly retryAfterMs?: number;
}

/**
 * `throttled`: works, but asks for less. `gone`: wants nothing more, ever. `refused`: nothing was sent, because the
 * address is not one we may connect to.
 */
export type AttemptResult = 'succeeded' | 'failed' | 'throttled' | 'gone' | 'refused';

const THROTTLES = new Set([429, 502, 503, 504]);

/** Only 2xx is success; a redirect is a failure and never followed. */
export function resultOf(status: number): AttemptResult {
  if (status >= 200 && status < 300) return 'succeeded';
  if (status === 410) return 'gone';
  return THROTTLES.has(status) ? 'throttled' : 'failed';
}
