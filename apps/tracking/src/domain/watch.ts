import type { Instant } from '@cartrail/kernel';
import type { Detector, ThresholdClass } from './thresholds.js';

/** What an alert is about: a parcel, a booked pickup, a return, a carrier account, a shop or a gap of one, and what belongs to it. */
export interface Subject {
  /** Of the waybill, the pickup, the return, the account, the shop or the gap. */
  readonly subjectId: string;
  readonly waybillId?: string;
  readonly returnId?: string;
  readonly pickupId?: string;
  readonly orderIds: readonly string[];
  readonly shopId?: string;
  readonly number?: string;
  readonly carrier?: string;
  readonly quoteFen?: number;
  readonly chargedFen?: number;
}

/** What a subject waits for, one per subject and detector; the detector fires when it waits too long. */
export interface Watch extends Subject {
  readonly detector: Detector;
  readonly lane: ThresholdClass;
  /** What the threshold is counted from; undefined while nothing is waited for. */
  readonly since?: Instant;
  /** The last thing heard of the subject: why an alert ends, when this ended it. */
  readonly news: string;
}
