import { changed, DAY, nothing, refused, type Decision, type Instant } from '@cartrail/kernel';
import { fold } from './fold.js';
import { isTerminal } from './status.js';
import type { Hearsay, ParcelNumber, Waybill, WaybillFact } from './waybill.js';

/** What an order says about the parcel it left in, or a return about the one it comes back in. */
export interface Shipment extends ParcelNumber {
  readonly orderId: string;
  readonly returnId?: string;
  readonly shopId?: string;
  readonly fromRegion?: string;
  readonly toRegion?: string;
  readonly phoneTail?: string;
  readonly shippedAt: Instant;
}

type Decided = Decision<Waybill, WaybillFact>;

/** Follows a number from now on; a second order or return that names it travels in the same parcel. */
export function register(
  waybill: Waybill | undefined,
  id: string,
  shipment: Shipment,
  now: Instant,
  generation = 1,
): Decided {
  if (waybill && isReused(waybill, shipment)) {
    return changed<Waybill, WaybillFact>(waybill, {
      type: 'NumberReused',
      generation: waybill.generation + 1,
    });
  }
  if (waybill) return link(waybill, shipment, now);
  const { returnId } = shipment;
  return changed<Waybill, WaybillFact>(
    {
      id,
      number: shipment.number,
      carrier: shipment.carrier,
      generation,
      orderIds: [shipment.orderId],
      purpose: returnId === undefined ? 'forward' : 'return',
      returns: returnId === undefined ? [] : [{ returnId }],
      shopId: shipment.shopId,
      fromRegion: shipment.fromRegion,
      toRegion: shipment.toRegion,
      phoneTail: shipment.phoneTail,
      shippedAt: shipment.shippedAt,
      registeredAt: now,
      status: 'CREATED',
      scans: [],
    },
    { type: 'Registered' },
  );
}

/** Carriers give out a number again; not before its parcel has long ended. */
const REUSED_AFTER = 30 * DAY;

/** Another order's parcel under an old number. What a return names may be the old parcel: it stays with it. */
function isReused(waybill: Waybill, { orderId, returnId, shippedAt }: Shipment): boolean {
  if (returnId !== undefined || waybill.orderIds.includes(orderId) || !isTerminal(waybill.status))
    return false;
  const end = fold(waybill.scans).moves.at(-1)?.scan;
  return end !== undefined && shippedAt > Math.min(end.occurredAt, end.recordedAt) + REUSED_AFTER;
}

function link(waybill: Waybill, { orderId, returnId }: Shipment, now: Instant): Decided {
  const facts: WaybillFact[] = [];
  // A number on its way to a buyer that is named as a return's is a slip: the parcel stays what it is.
  const joins = returnId !== undefined && waybill.purpose === 'return';
  let next = joins || returnId === undefined ? namedAgain(waybill) : waybill;
  if (!waybill.orderIds.includes(orderId)) {
    next = { ...next, orderIds: [...next.orderIds, orderId] };
    facts.push({ type: 'Linked', orderId, at: now });
  }
  if (joins && !waybill.returns.some((one) => one.returnId === returnId)) {
    next = { ...next, returns: [...next.returns, { returnId }] };
  }
  return next === waybill ? nothing() : changed<Waybill, WaybillFact>(next, ...facts);
}

const LEFT = 'replaced';

/** The number that had replaced it was a slip, or another one's: goods travel in it. Those that left stay away. */
function namedAgain(waybill: Waybill): Waybill {
  if (waybill.replacedBy === undefined) return waybill;
  const returns = waybill.returns.map(({ returnId, over = LEFT }) => ({ returnId, over }));
  return { ...waybill, returns, replacedBy: undefined };
}

/** Another number carries this order's goods now. A parcel that brings others' goods, too, goes on without them. */
export function replace(
  waybill: Waybill | undefined,
  orderId: string,
  by: ParcelNumber,
  now: Instant,
): Decided {
  if (!waybill) return refused('waybill/not-followed');
  if (waybill.purpose === 'return' || !waybill.orderIds.includes(orderId)) return nothing();
  const orderIds = waybill.orderIds.filter((one) => one !== orderId);
  return orderIds.length > 0
    ? changed<Waybill, WaybillFact>({ ...waybill, orderIds })
    : abandon(waybill, by, now);
}

/** Its history stays, nobody watches or asks for it any more. */
function abandon(waybill: Waybill, by: ParcelNumber, now: Instant): Decided {
  if (waybill.replacedBy) return nothing();
  return changed<Waybill, WaybillFact>(
    { ...waybill, replacedBy: by, nextPollAt: undefined },
    { type: 'Replaced', by, at: now },
  );
}

/** Another number carries this return's goods now. A parcel that brings back others' goods, too, still comes. */
export function leave(
  waybill: Waybill | undefined,
  returnId: string,
  by: ParcelNumber,
  now: Instant,
): Decided {
  if (waybill?.purpose !== 'return') return nothing();
  const awaited = waybill.returns.some((one) => one.returnId !== returnId && one.over === undefined);
  return awaited ? settle(waybill, returnId, LEFT) : abandon(waybill, by, now);
}

/** The number this return's goods had moved to was a slip: they are in this parcel. */
export function reinstate(waybill: Waybill | undefined, returnId: string): Decided {
  if (waybill?.purpose !== 'return') return nothing();
  const left = waybill.returns.some((one) => one.returnId === returnId && one.over === LEFT);
  if (!left && waybill.replacedBy === undefined) return nothing();
  const returns = left
    ? waybill.returns.map((one) => (one.returnId === returnId ? { returnId } : one))
    : waybill.returns;
  return changed<Waybill, WaybillFact>({ ...waybill, returns, replacedBy: undefined });
}

/**
 * Nobody waits for this return's goods any more, or (without a reason) somebody does again. When nobody waits for
 * those of any return inside, nobody waits for the parcel.
 */
export function settle(waybill: Waybill | undefined, returnId: string, over: string | undefined): Decided {
  const inside = waybill?.returns.find((one) => one.returnId === returnId);
  if (!waybill || !inside || inside.over === LEFT || inside.over === over) return nothing();
  const returns = waybill.returns.map((one) => (one === inside ? { returnId, over } : one));
  return changed<Waybill, WaybillFact>({ ...waybill, returns });
}

/** What others say of it, whether or not the carrier's scans say so yet. The earliest word counts. */
export function hear(waybill: Waybill | undefined, what: Hearsay, at: Instant): Decided {
  if (waybill?.purpose !== 'return') return nothing();
  const known = waybill[what];
  if (known !== undefined && known <= at) return nothing();
  return changed<Waybill, WaybillFact>({ ...waybill, [what]: at });
}

export const isSettled = ({ purpose, returns }: Pick<Waybill, 'purpose' | 'returns'>): boolean =>
  purpose === 'return' && returns.every(({ over }) => over !== undefined);

/** Nothing more is expected of it. */
export const hasEnded = (waybill: Waybill): boolean =>
  waybill.replacedBy !== undefined || isTerminal(waybill.status) || isSettled(waybill);

/** When to ask the carrier after hearing (or asking) now. */
export const withPoll = (waybill: Waybill, now: Instant, usualGapMs: number): Waybill => ({
  ...waybill,
  nextPollAt: hasEnded(waybill) ? undefined : now + usualGapMs,
});
