import { DAY, HOUR, MINUTE, SECOND, type Instant } from '@cartrail/kernel';

/** The wait before each attempt, counted from the failure of the one before (Standard Webhooks' schedule). */
export const attemptDelaysMs: readonly number[] = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

const JITTER = 0.2;
const LONGEST_RETRY_AFTER_MS = DAY;

/**
 * When the next attempt is due after `attempts` have failed; undefined when that was the last one.
 * `random` in [0, 1) spreads it by 20 % to both sides; a receiver's own `Retry-After` only ever makes it later.
 */
export function nextAttemptAt(
  attempts: number,
  failedAt: Instant,
  random: number,
  retryAfterMs = 0,
): Instant | undefined {
  const delay = attemptDelaysMs[attempts];
  if (delay === undefined) return undefined;
  const spread = Math.round(delay * (1 + JITTER * (2 * random - 1)));
  return failedAt + Math.max(spread, Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS));
}
