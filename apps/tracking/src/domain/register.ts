import { changed, nothing, refused, type Decision, type Instant } from '@cartrail/kernel';
import { isTerminal } from './status.js';
import type { ParcelNumber, Waybill, WaybillFact } from './waybill.js';

/** What an order says about the parcel it left in. */
export interface Shipment extends ParcelNumber {
  readonly orderId: string;
  readonly shopId?: string;
  readonly fromRegion?: string;
  readonly toRegion?: string;
  readonly phoneTail?: string;
  readonly shippedAt: Instant;
}

/** Follows a number from now on; a second order that names it travels in the same parcel. */
export function register(
  waybill: Waybill | undefined,
  id: string,
  shipment: Shipment,
  now: Instant,
): Decision<Waybill, WaybillFact> {
  if (waybill) return link(waybill, shipment.orderId, now);
  return changed<Waybill, WaybillFact>(
    {
      id,
      number: shipment.number,
      carrier: shipment.carrier,
      generation: 1,
      orderIds: [shipment.orderId],
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

function link(waybill: Waybill, orderId: string, now: Instant): Decision<Waybill, WaybillFact> {
  if (waybill.orderIds.includes(orderId)) return nothing();
  return changed<Waybill, WaybillFact>(
    { ...waybill, orderIds: [...waybill.orderIds, orderId] },
    { type: 'Linked', orderId, at: now },
  );
}

/** Another number carries the parcel now: its history stays, nobody watches or asks for it any more. */
export function replace(
  waybill: Waybill | undefined,
  by: ParcelNumber,
  now: Instant,
): Decision<Waybill, WaybillFact> {
  if (!waybill) return refused('waybill/not-followed');
  if (waybill.replacedBy) return nothing();
  return changed<Waybill, WaybillFact>(
    { ...waybill, replacedBy: by, nextPollAt: undefined },
    { type: 'Replaced', by, at: now },
  );
}

/** Nothing more is expected of it. */
export const hasEnded = (waybill: Waybill): boolean =>
  waybill.replacedBy !== undefined || isTerminal(waybill.status);

/** When to ask the carrier after hearing (or asking) now. */
export const withPoll = (waybill: Waybill, now: Instant, usualGapMs: number): Waybill => ({
  ...waybill,
  nextPollAt: hasEnded(waybill) ? undefined : now + usualGapMs,
});
