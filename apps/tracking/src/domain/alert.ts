import { changed, nothing, refused, type Decision, type Instant } from '@cartrail/kernel';
import type { Severity } from './thresholds.js';
import type { Subject } from './watch.js';

export interface Alert extends Subject {
  readonly id: string;
  readonly detector: string;
  readonly severity: Severity;
  /** What the threshold was counted from; with the subject and the detector it names the condition. */
  readonly since: Instant;
  readonly thresholdHours: number;
  readonly raisedAt: Instant;
  readonly clearedAt?: Instant;
  readonly why?: string;
  readonly acknowledgedAt?: Instant;
  readonly acknowledgedBy?: string;
  readonly note?: string;
}

export type AlertFact =
  { readonly type: 'Raised' } | { readonly type: 'Cleared' } | { readonly type: 'Acknowledged' };

/** Once per condition: one that was raised before, open or cleared, is not raised again. */
export const raise = (alert: Alert | undefined, found: Alert): Decision<Alert, AlertFact> =>
  alert ? nothing('already-raised') : changed<Alert, AlertFact>(found, { type: 'Raised' });

export function clear(alert: Alert | undefined, why: string, now: Instant): Decision<Alert, AlertFact> {
  if (!alert || alert.clearedAt !== undefined) return nothing('not-open');
  return changed<Alert, AlertFact>({ ...alert, clearedAt: now, why }, { type: 'Cleared' });
}

/**
 * The first person to take it stands; a cleared alert may still be acknowledged. What was charged too much does not
 * go away by itself: the person who takes that alert accepts the charge, and it ends.
 */
export function acknowledge(
  alert: Alert | undefined,
  by: string,
  note: string | undefined,
  now: Instant,
): Decision<Alert, AlertFact> {
  if (!alert) return refused('alert/not-found');
  if (alert.acknowledgedAt !== undefined) return nothing('already-acknowledged');
  const taken = { ...alert, acknowledgedAt: now, acknowledgedBy: by, note };
  if (alert.detector !== 'OVERCHARGE' || alert.clearedAt !== undefined) {
    return changed<Alert, AlertFact>(taken, { type: 'Acknowledged' });
  }
  return changed<Alert, AlertFact>(
    { ...taken, clearedAt: now, why: 'accepted' },
    { type: 'Acknowledged' },
    { type: 'Cleared' },
  );
}
