import { DAY, MINUTE, SECOND, type Instant } from '@cartrail/kernel';
import type { AttemptReport } from './attempt.js';

/** How an endpoint has been answering. Everything in business time. */
export interface Health {
  /** Failures since the last success; the breaker opens at {@link BREAKER_OPENS_AT}. */
  readonly failures: number;
  /** Times in a row it asked for less. */
  readonly throttles: number;
  /** Nothing is sent before. */
  readonly holdUntil?: Instant;
  /** Since when there were only failures. */
  readonly failingSince?: Instant;
  /** The last of the days 1, 3, 5 its owner was told about. */
  readonly toldDays: number;
}

export const healthy: Health = { failures: 0, throttles: 0, toldDays: 0 };

export const BREAKER_OPENS_AT = 5;
/** Shorter than the schedule's third wait, so that a breaker delays only the second attempt of a message. */
const LONGEST_HOLD_MS = MINUTE;
const LONGEST_RETRY_AFTER_MS = DAY;
const TELL_ON_DAYS = [1, 3, 5] as const;
export const DISABLED_AFTER_DAYS = 5;

/** Attempts at a time: one probe while it fails or asks for less. */
export const places = { healthy: 5, sick: 1 } as const;
/** Deliveries one process may hold for one that answers quickly; of others it holds what it tries. */
export const QUICK_CLAIMS = 100;
export const QUICK_MS = 1_000;

export const isSick = ({ failures, throttles }: Health): boolean => failures + throttles > 0;

/** The endpoint's health after one attempt. */
export function afterAttempt(health: Health, report: AttemptReport): Health {
  if (report.result === 'succeeded') return healthy;
  const endedAt = report.at + report.durationMs;
  const failures = health.failures + 1;
  const throttles = report.result === 'throttled' ? health.throttles + 1 : health.throttles;
  const holds = [
    failures >= BREAKER_OPENS_AT ? holdMs(failures - BREAKER_OPENS_AT) : 0,
    report.result === 'throttled' ? holdMs(throttles - 1) : 0,
    report.result === 'throttled' ? Math.min(report.retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS) : 0,
  ];
  const holdUntil = Math.max(health.holdUntil ?? 0, endedAt + Math.max(...holds));
  return { ...health, failures, throttles, holdUntil, failingSince: health.failingSince ?? report.at };
}

const holdMs = (step: number): number => Math.min(LONGEST_HOLD_MS, 2 ** Math.min(step, 10) * SECOND);

/** The day the owner is to be told about now, if there is one that has not been. */
export function dayToTell({ failingSince, toldDays }: Health, now: Instant): number | undefined {
  if (failingSince === undefined) return undefined;
  const days = Math.floor((now - failingSince) / DAY);
  return TELL_ON_DAYS.filter((day) => day <= days && day > toldDays).at(-1);
}
