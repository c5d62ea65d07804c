import { changed, nothing, refused, type Decision, type Instant } from '@cartrail/kernel';
import type { Severity } from './detectors.js';

export interface Alert {
  readonly id: string;
  readonly detector: string;
  readonly severity: Severity;
  readonly waybillId: string;
  readonly number: string;
  readonly carrier: string;
  readonly orderIds: readonly string[];
  readonly shopId?: string;
  /** What the threshold was counted from; with the parcel and the detector it names the condition. */
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

/** The first person to take it stands; a cleared alert may still be acknowledged. */
export function acknowledge(
  alert: Alert | undefined,
  by: string,
  note: string | undefined,
  now: Instant,
): Decision<Alert, AlertFact> {
  if (!alert) return refused('alert/not-found');
  if (alert.acknowledgedAt !== undefined) return nothing('already-acknowledged');
  return changed<Alert, AlertFact>(
    { ...alert, acknowledgedAt: now, acknowledgedBy: by, note },
    { type: 'Acknowledged' },
  );
}
