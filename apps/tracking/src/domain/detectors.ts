import type { Instant } from '@cartrail/kernel';
import type { Lane } from './lane.js';
import { hasEnded } from './register.js';
import type { Waybill } from './waybill.js';

export type Detector = 'NOT_PICKED' | 'TRANSIT_STALL';
export type Severity = 'info' | 'warn' | 'high' | 'critical';

export const detectors: readonly Detector[] = ['NOT_PICKED', 'TRANSIT_STALL'];
export const severities: readonly Severity[] = ['info', 'warn', 'high', 'critical'];
export const lanes: readonly Lane[] = ['CLUSTER', 'PROVINCE', 'CROSS', 'SPECIAL', 'UNKNOWN'];

/** What a parcel is waiting for, and since when; the detector of that name fires when it waits too long. */
export interface Watch {
  readonly detector: Detector;
  readonly since: Instant;
}

export function watchOf(waybill: Waybill): Watch | undefined {
  if (hasEnded(waybill)) return undefined;
  switch (waybill.status) {
    case 'CREATED':
    case 'AWAIT_PICKUP':
      return { detector: 'NOT_PICKED', since: waybill.shippedAt };
    case 'PICKED_UP':
    case 'IN_TRANSIT':
    case 'ARRIVED_CITY':
      return { detector: 'TRANSIT_STALL', since: lastHeardOf(waybill) ?? waybill.shippedAt };
    default:
      return undefined;
  }
}

/** The newest scan's moment; one dated in the future counts from when it was told, or it would silence the watch. */
export function lastHeardOf(waybill: Waybill): Instant | undefined {
  let last: Instant | undefined;
  for (const { occurredAt, recordedAt, withdrawn } of waybill.scans) {
    if (withdrawn) continue;
    const heard = Math.min(occurredAt, recordedAt);
    if (last === undefined || heard > last) last = heard;
  }
  return last;
}

export interface Threshold {
  readonly detector: Detector;
  readonly lane: Lane;
  readonly hours: number;
  readonly severity: Severity;
}

const perLane = (detector: Detector, severity: Severity, hours: Record<Lane, number>): Threshold[] =>
  lanes.map((lane) => ({ detector, lane, hours: hours[lane], severity }));

/** What holds where a tenant has set nothing of its own (S-06/S-09, S-08). */
export const defaultThresholds: readonly Threshold[] = [
  ...perLane('NOT_PICKED', 'high', { CLUSTER: 48, PROVINCE: 48, CROSS: 48, SPECIAL: 48, UNKNOWN: 48 }),
  ...perLane('TRANSIT_STALL', 'high', { CLUSTER: 48, PROVINCE: 48, CROSS: 72, SPECIAL: 120, UNKNOWN: 72 }),
];
