import type { Lane } from './lane.js';
import { shopDetectors } from './shop-detectors.js';

/** What each notices: domain-rules §6.3, A01, A03, A15 to A19; an account nobody can use, a shop that is shut or has a gap. */
export const detectors = [
  'NOT_PICKED',
  'TRANSIT_STALL',
  'RETURN_NOT_ARRIVED',
  'RETURN_ARRIVED_NOT_SIGNED',
  'REFUND_LATE',
  'PICKUP_ORDER_STALE',
  'OVERCHARGE',
  'CREDENTIALS_REFUSED',
  'INTERCEPTION_BY_HAND',
  ...shopDetectors,
] as const;
export type Detector = (typeof detectors)[number];

export type Severity = 'info' | 'warn' | 'high' | 'critical';
export const severities: readonly Severity[] = ['info', 'warn', 'high', 'critical'];

export const lanes: readonly Lane[] = ['CLUSTER', 'PROVINCE', 'CROSS', 'SPECIAL', 'UNKNOWN'];

/** What a booked pickup waits for: that somebody takes the order, and that the parcel is fetched. */
export type Stage = 'ACCEPT' | 'COLLECT';

/** Which of a detector's thresholds holds for one subject. */
export type ThresholdClass = Lane | Stage | 'ANY';

const undivided = ['ANY'] as const;

export const classesOf: Readonly<Record<Detector, readonly ThresholdClass[]>> = {
  NOT_PICKED: lanes,
  TRANSIT_STALL: lanes,
  RETURN_NOT_ARRIVED: lanes,
  RETURN_ARRIVED_NOT_SIGNED: undivided,
  REFUND_LATE: undivided,
  PICKUP_ORDER_STALE: ['ACCEPT', 'COLLECT'],
  OVERCHARGE: undivided,
  CREDENTIALS_REFUSED: undivided,
  INTERCEPTION_BY_HAND: undivided,
  SHOP_AUTHORISATION_ENDING: undivided,
  SHOP_AUTHORISATION_LOST: undivided,
  SHOP_SYNC_GAP: undivided,
};

export const thresholdClasses: readonly ThresholdClass[] = [
  ...new Set(detectors.flatMap((each) => classesOf[each])),
];

export interface Threshold {
  readonly detector: Detector;
  readonly lane: ThresholdClass;
  readonly hours: number;
  readonly severity: Severity;
  /** Of what was promised; more than this share of it is too much. Only where the detector is about money. */
  readonly percent?: number;
}

const perLane = (detector: Detector, severity: Severity, hours: Record<Lane, number>): Threshold[] =>
  lanes.map((lane) => ({ detector, lane, hours: hours[lane], severity }));

/** What holds where a tenant has set nothing of its own. */
export const defaultThresholds: readonly Threshold[] = [
  // S-06, S-09
  ...perLane('NOT_PICKED', 'high', { CLUSTER: 48, PROVINCE: 48, CROSS: 48, SPECIAL: 48, UNKNOWN: 48 }),
  // S-08
  ...perLane('TRANSIT_STALL', 'high', { CLUSTER: 48, PROVINCE: 48, CROSS: 72, SPECIAL: 120, UNKNOWN: 72 }),
  // Three days, or S-08's limit of the lane where that is earlier.
  ...perLane('RETURN_NOT_ARRIVED', 'high', {
    CLUSTER: 48,
    PROVINCE: 48,
    CROSS: 72,
    SPECIAL: 72,
    UNKNOWN: 72,
  }),
  { detector: 'RETURN_ARRIVED_NOT_SIGNED', lane: 'ANY', hours: 24, severity: 'high' },
  { detector: 'REFUND_LATE', lane: 'ANY', hours: 24, severity: 'high' },
  { detector: 'PICKUP_ORDER_STALE', lane: 'ACCEPT', hours: 4, severity: 'warn' },
  { detector: 'PICKUP_ORDER_STALE', lane: 'COLLECT', hours: 1, severity: 'high' },
  { detector: 'OVERCHARGE', lane: 'ANY', hours: 0, severity: 'warn', percent: 120 },
  { detector: 'CREDENTIALS_REFUSED', lane: 'ANY', hours: 0, severity: 'high' },
  { detector: 'INTERCEPTION_BY_HAND', lane: 'ANY', hours: 0, severity: 'high' },
  { detector: 'SHOP_AUTHORISATION_ENDING', lane: 'ANY', hours: 0, severity: 'warn' },
  { detector: 'SHOP_AUTHORISATION_LOST', lane: 'ANY', hours: 0, severity: 'high' },
  { detector: 'SHOP_SYNC_GAP', lane: 'ANY', hours: 0, severity: 'high' },
];
