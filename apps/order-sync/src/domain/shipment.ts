import { changed, nothing, refused, type Decision, type Instant } from '@cartrail/kernel';
import type { ActionFailure } from './after-sale.state.js';
import type { ObservedOrder, OrderLine, Parcel, ParcelLine } from './order.state.js';
import type { PlatformId } from './platform.js';

/** What somebody wants the platform to be told: which goods of an order left under which number. */
export interface AskedShipment {
  readonly orderId: string;
  readonly shopId: string;
  readonly platform: PlatformId;
  readonly platformOrderId: string;
  readonly number: string;
  /** Of our catalogue. */
  readonly carrier: string;
  readonly lines: readonly ParcelLine[];
  /** All lines of an order of which nothing was shipped. */
  readonly whole: boolean;
  readonly by: string;
  readonly askedAt: Instant;
}

export interface Shipment extends AskedShipment {
  /** `sent`: the platform may have been told. */
  readonly status: 'asked' | 'sent' | 'accepted' | 'failed';
  /** How often it was asked for: each time has attempts of its own. */
  readonly asks: number;
  /** Attempts in a row that came to nothing. */
  readonly failures: number;
  readonly failure?: ActionFailure;
  readonly endedAt?: Instant;
}

export type ShipmentFact =
  | { readonly type: 'ShipmentAccepted'; readonly at: Instant }
  | { readonly type: 'ShipmentFailed'; readonly failure: ActionFailure; readonly at: Instant };

/** One number of one order. */
export interface ShipmentKey {
  readonly orderId: string;
  readonly number: string;
}

export const shipmentKey = (key: ShipmentKey): { key: ShipmentKey; text: string } => ({
  key,
  text: `${key.orderId}/${key.number}`,
});

type Decided = Decision<Shipment, ShipmentFact>;

export const isUnderWay = ({ status }: Shipment): boolean => status === 'asked' || status === 'sent';

/** One number of an order is asked for once; after a failure it may be again. */
export function askShipment(
  held: Shipment | undefined,
  wanted: AskedShipment | { readonly refusal: string },
): Decided {
  if (held && held.status !== 'failed') return nothing('already asked');
  if ('refusal' in wanted) return refused(wanted.refusal);
  return changed<Shipment, ShipmentFact>({
    ...wanted,
    status: 'asked',
    asks: (held?.asks ?? 0) + 1,
    failures: 0,
  });
}

/** Written before the platform is told, so that whatever follows knows that it may have been. */
export const aboutToShip = (held: Shipment | undefined): Decided =>
  held?.status === 'asked' ? changed({ ...held, status: 'sent', failures: 0 }) : nothing('not asked');

export const shippingFailedAgain = (held: Shipment | undefined): Decided =>
  held && isUnderWay(held) ? changed({ ...held, failures: held.failures + 1 }) : nothing('over');

export const accepted = (held: Shipment | undefined, at: Instant): Decided =>
  held && isUnderWay(held)
    ? changed<Shipment, ShipmentFact>(
        { ...held, status: 'accepted', failure: undefined, endedAt: at },
        { type: 'ShipmentAccepted', at },
      )
    : nothing('over');

export const shippingFailed = (held: Shipment | undefined, failure: ActionFailure, at: Instant): Decided =>
  held && isUnderWay(held)
    ? changed<Shipment, ShipmentFact>(
        { ...held, status: 'failed', failure, endedAt: at },
        { type: 'ShipmentFailed', failure, at },
      )
    : nothing('over');

export type ShipVerdict =
  | { readonly kind: 'send' }
  | { readonly kind: 'there' }
  | { readonly kind: 'hopeless'; readonly failure: ActionFailure };

/** What the newest reading of an order means for a number; `undefined`: its status is none we know. */
export function judgeShipment({ number }: AskedShipment, seen: ObservedOrder | undefined): ShipVerdict {
  if (seen?.parcels.some((parcel) => parcel.number === number) === true) return { kind: 'there' };
  const open = seen && (seen.status === 'awaiting_shipment' || (seen.status === 'shipped' && seen.partial));
  if (open) return { kind: 'send' };
  const detail = seen
    ? `the order is ${seen.status} at the platform`
    : 'the platform’s status is not known to us';
  return { kind: 'hopeless', failure: { reason: 'state_moved', detail } };
}

/** Which goods a parcel takes along: those that are named, else everything that has not left yet. */
export function linesOf(
  lines: readonly OrderLine[],
  parcels: readonly Parcel[],
  wanted?: readonly ParcelLine[],
): { readonly lines: readonly ParcelLine[]; readonly whole: boolean } | { readonly refusal: string } {
  const gone = new Map<string, number>();
  for (const { lineId, quantity } of parcels
    .filter(({ replacedBy }) => replacedBy === undefined)
    .flatMap((parcel) => parcel.lines))
    gone.set(lineId, (gone.get(lineId) ?? 0) + quantity);
  const left = lines
    .map(({ lineId, quantity }) => ({ lineId, quantity: quantity - (gone.get(lineId) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
  if (left.length === 0) return { refusal: 'shipment/nothing-left' };
  const taken = wanted ?? left;
  if (taken.some(({ lineId }) => !lines.some((line) => line.lineId === lineId)))
    return { refusal: 'shipment/line-unknown' };
  const leftOf = (id: string): number => left.find(({ lineId }) => lineId === id)?.quantity ?? 0;
  if (taken.some(({ lineId, quantity }) => quantity > leftOf(lineId)))
    return { refusal: 'shipment/quantity-exceeded' };
  const all = left.every(({ lineId, quantity }) =>
    taken.some((line) => line.lineId === lineId && line.quantity === quantity),
  );
  return { lines: taken, whole: all && gone.size === 0 };
}
