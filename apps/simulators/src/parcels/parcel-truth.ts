import { HOUR, toIso, toShanghai, type Instant } from '@cartrail/kernel';
import { laneHours } from '../orders/cities.js';
import type { Parcel, Scan, Subscription } from '../state/model.js';

const canonical: Readonly<Record<string, string>> = {
  '1': 'PICKED_UP',
  '2': 'IN_TRANSIT',
  '204': 'IN_TRANSIT',
  '206': 'IN_TRANSIT',
  '201': 'ARRIVED_CITY',
  '205': 'ARRIVED_CITY',
  '202': 'OUT_FOR_DELIVERY',
  '405': 'DELIVERY_FAILED',
  '301': 'DELIVERED',
  '302': 'DELIVERED',
  '304': 'DELIVERED',
  '311': 'DELIVERED',
  '413': 'RETURNING',
  '407': 'RETURNING',
  '406': 'RETURNED',
};
const NOT_PICKED_HOURS = 48;

/** What the parcel will still do; a voided one gets no further scan. */
export function course(parcel: Parcel): Scan[] {
  const { voidedAt } = parcel;
  return voidedAt === null ? parcel.scans : parcel.scans.filter((scan) => scan.visibleAt <= voidedAt);
}

/** What the carrier tells at a moment, by time of the scan. */
export const known = (parcel: Parcel, now: Instant): Scan[] =>
  course(parcel).filter((scan) => scan.visibleAt <= now);

export const byVisibility = (parcel: Parcel): Scan[] =>
  [...course(parcel)].sort((a, b) => a.visibleAt - b.visibleAt || a.at - b.at);

export function parcelTruth(parcel: Parcel, subscribers: readonly Subscription[], now: Instant): object {
  const scans = known(parcel, now);
  const waiting = byVisibility(parcel).filter((scan) => scan.visibleAt > now);
  return {
    seq: parcel.seq,
    number: parcel.number,
    carrier: parcel.carrier,
    plan: parcel.plan,
    faults: parcel.faults,
    orderIds: parcel.orderIds,
    phoneTail: parcel.receiverTail,
    fromRegion: parcel.fromRegion,
    toRegion: parcel.toRegion,
    shippedAt: toIso(parcel.shippedAt),
    voidedAt: parcel.voidedAt === null ? null : toIso(parcel.voidedAt),
    replacedBy: parcel.replacedBy,
    turnedBackAt: parcel.turnedBackAt === undefined ? null : toIso(parcel.turnedBackAt),
    done: waiting.length === 0,
    subscribers: subscribers.map((one) => one.eBusinessId),
    scans: scans.map((scan, index) => scanTruth(scan, index)),
    pendingScans: waiting.length,
    nextScanAt: waiting[0] ? toIso(waiting[0].visibleAt) : null,
    expected: { status: statusOf(scans), alerts: alertsOf(parcel, now) },
  };
}

function scanTruth(scan: Scan, index: number): object {
  return {
    index,
    occurredAt: toIso(scan.at),
    acceptTime: toShanghai(scan.at),
    code: scan.code,
    text: scan.text,
    location: scan.location,
    known: scan.code in canonical,
    status: canonical[scan.code] ?? 'UNKNOWN',
  };
}

function statusOf(scans: readonly Scan[]): string {
  const last = scans.filter((scan) => scan.code in canonical).at(-1);
  return last ? (canonical[last.code] ?? 'UNKNOWN') : 'AWAIT_PICKUP';
}

interface Alert {
  detector: 'NOT_PICKED' | 'TRANSIT_STALL';
  since: string;
  thresholdHours: number;
  clearedAt: string | null;
}

/** Alerts the default thresholds ask for by now, with the scan that clears each. */
function alertsOf(parcel: Parcel, now: Instant): Alert[] {
  const until = Math.min(now, parcel.voidedAt ?? now);
  const alerts: Alert[] = [];
  const scans = known(parcel, now);
  const first = scans[0]?.at;
  if ((first ?? until) - parcel.shippedAt > NOT_PICKED_HOURS * HOUR) {
    alerts.push(alert('NOT_PICKED', parcel.shippedAt, NOT_PICKED_HOURS, first));
  }
  const hours = laneHours(parcel.fromRegion, parcel.toRegion);
  for (const [index, scan] of scans.entries()) {
    if (!inTransit(scans.slice(0, index + 1))) continue;
    const next = scans[index + 1]?.at;
    if ((next ?? until) - scan.at > hours * HOUR) alerts.push(alert('TRANSIT_STALL', scan.at, hours, next));
  }
  return alerts;
}

/** Between the first hub and the delivery round, or the way back. */
const inTransit = (scans: readonly Scan[]): boolean =>
  scans.some((scan) => scan.code === '204') && !scans.some(({ code }) => code === '202' || code === '413');

function alert(
  detector: Alert['detector'],
  since: Instant,
  thresholdHours: number,
  cleared?: Instant,
): Alert {
  return {
    detector,
    since: toIso(since),
    thresholdHours,
    clearedAt: cleared === undefined ? null : toIso(cleared),
  };
}
