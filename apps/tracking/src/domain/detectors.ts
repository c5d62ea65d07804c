import type { Instant } from '@cartrail/kernel';
import { fold } from './fold.js';
import { laneOf } from './lane.js';
import { hasEnded, isSettled } from './register.js';
import { isPhysical } from './scan.js';
import type { Detector } from './thresholds.js';
import type { Watch } from './watch.js';
import type { Waybill } from './waybill.js';

/** What a parcel is waiting for on its way, and since when. Nobody expects a return's goods to be fetched by then. */
export function watchOf(
  waybill: Waybill,
): { readonly detector: Detector; readonly since: Instant } | undefined {
  if (hasEnded(waybill) || waybill.arrivedAt !== undefined) return undefined;
  switch (waybill.status) {
    case 'CREATED':
    case 'AWAIT_PICKUP':
      return pickupOf(waybill);
    case 'PICKED_UP':
    case 'IN_TRANSIT':
    case 'ARRIVED_CITY':
      return movementOf(waybill);
    case 'EXCEPTION':
      // "Nothing happens" is a code of its own with some carriers: it must not end the wait for something to happen.
      return waybill.scans.some(isPhysical) ? movementOf(waybill) : pickupOf(waybill);
    default:
      return undefined;
  }
}

const pickupOf = ({ purpose, shippedAt }: Waybill) =>
  purpose === 'forward' ? ({ detector: 'NOT_PICKED', since: shippedAt } as const) : undefined;

const movementOf = (waybill: Waybill) =>
  ({ detector: 'TRANSIT_STALL', since: lastMovedAt(waybill) ?? waybill.shippedAt }) as const;

/** What the goods inside a returned parcel wait for: to arrive, then to be signed for. */
export function returnWatchesOf(waybill: Waybill): readonly Watch[] {
  if (waybill.purpose !== 'return') return [];
  const waited = waybill.replacedBy === undefined && !isSettled(waybill);
  const arrivedAt = arrivalOf(waybill);
  const about = {
    subjectId: waybill.id,
    waybillId: waybill.id,
    returnId: (waybill.returns.find(({ over }) => over === undefined) ?? waybill.returns[0])?.returnId,
    orderIds: waybill.orderIds,
    shopId: waybill.shopId,
    number: waybill.number,
    carrier: waybill.carrier,
    news: newsOf(waybill),
  };
  return [
    {
      ...about,
      detector: 'RETURN_NOT_ARRIVED',
      lane: laneOf(waybill.fromRegion, waybill.toRegion),
      since: waited && !hasEnded(waybill) && arrivedAt === undefined ? handOverOf(waybill) : undefined,
    },
    {
      ...about,
      detector: 'RETURN_ARRIVED_NOT_SIGNED',
      lane: 'ANY',
      since: waited ? arrivedAt : undefined,
    },
  ];
}

/** The last thing known of a parcel, in a word. */
export function newsOf(
  waybill: Pick<Waybill, 'purpose' | 'returns' | 'replacedBy' | 'status' | 'arrivedAt'>,
): string {
  if (waybill.replacedBy) return 'replaced';
  const over = isSettled(waybill) ? waybill.returns[0]?.over : undefined;
  return over ?? (waybill.arrivedAt === undefined ? `scan:${waybill.status}` : 'arrived');
}

/**
 * The newest scan's moment; one dated in the future counts from when it was told, or it would silence the watch.
 * A trouble told about the parcel moves it nowhere.
 */
function lastMovedAt(waybill: Waybill): Instant | undefined {
  let last: Instant | undefined;
  for (const { status, occurredAt, recordedAt, withdrawn } of waybill.scans) {
    if (withdrawn || status === 'EXCEPTION') continue;
    const heard = Math.min(occurredAt, recordedAt);
    if (last === undefined || heard > last) last = heard;
  }
  return last;
}

/** When a courier took it: by the first scan that saw it on the way, or by what somebody else said. */
function handOverOf({ scans, shippedAt, handedOverAt }: Waybill): Instant | undefined {
  const seen = scans.filter(isPhysical);
  const moments = seen.map(({ occurredAt, recordedAt }) =>
    Math.max(shippedAt, Math.min(occurredAt, recordedAt)),
  );
  if (handedOverAt !== undefined) moments.push(handedOverAt);
  return moments.length === 0 ? undefined : Math.min(...moments);
}

function arrivalOf({ scans, status, arrivedAt }: Waybill): Instant | undefined {
  if (status !== 'DELIVERED') return arrivedAt;
  const scan = fold(scans).moves.findLast(({ to }) => to.status === 'DELIVERED')?.scan;
  return scan && Math.min(scan.occurredAt, scan.recordedAt);
}
