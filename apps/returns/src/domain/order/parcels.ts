import { changed, nothing, type Decision, type Instant } from '@cartrail/kernel';
import type { OrderFact, ParcelMoved } from './order-facts.js';
import { newFile, type HeardParcel, type OrderFile } from './order-file.js';

type Decided = Decision<OrderFile, OrderFact>;

export interface Shipped {
  readonly number: string;
  readonly lineIds: readonly string[];
  readonly replaces?: string;
}

/** The goods left in this number. */
export function shipped(known: OrderFile | undefined, orderId: string, parcel: Shipped): Decided {
  const file = known ?? newFile(orderId);
  const { number, lineIds, replaces } = parcel;
  const same = file.outbound.find((each) => each.number === number);
  if (same && lineIds.every((lineId) => same.lineIds.includes(lineId))) return nothing();
  const kept = file.outbound.filter((each) => each.number !== number && each.number !== replaces);
  return changed({ ...file, outbound: [...kept, { number, lineIds }] });
}

/**
 * A carrier has, or has delivered, a parcel of this order. Numbers that come back are known before tracking knows
 * them, so any other number is an outbound one: its delivery is when the buyer got the goods.
 */
export function moved(known: OrderFile | undefined, orderId: string, parcel: ParcelMoved): Decided {
  const file = known ?? newFile(orderId);
  const told = file.claims
    .filter(({ isReturn, numbers }) => isReturn && numbers.includes(parcel.number))
    .map(({ claimId }): OrderFact => ({ ...parcel, returnId: claimId }));
  if (told.length === 0 && parcel.type === 'PickedUp') return nothing('outbound');
  const next = withHeard(file, parcel);
  if (next === file) return nothing();
  return changed<OrderFile, OrderFact>(next, ...told);
}

/** The parcel is on its way back: nobody has to stop it any more. */
export function turnedBack(
  known: OrderFile | undefined,
  orderId: string,
  { number, at }: Pick<ParcelMoved, 'number' | 'at'>,
): Decided {
  const file = known ?? newFile(orderId);
  const heard = file.heard.find((each) => each.number === number);
  if (heard?.turnedAt !== undefined) return nothing();
  const rest = file.heard.filter((each) => each !== heard);
  return changed({ ...file, heard: [...rest, { ...(heard ?? { number }), turnedAt: at }] });
}

/** A delivery the carrier took back no longer starts the buyer's time. */
export function undelivered(file: OrderFile | undefined, number: string): Decided {
  const heard = file?.heard.find((each) => each.number === number);
  if (!file || heard?.deliveredAt === undefined) return nothing('not-delivered');
  const rest = file.heard.filter((each) => each !== heard);
  return changed({ ...file, heard: [...rest, { ...heard, deliveredAt: undefined }] });
}

/** The first time is kept: a repeat of the same news must not move a deadline; a redelivery follows an `undelivered`. */
function withHeard(file: OrderFile, { type, number, at }: ParcelMoved): OrderFile {
  const known = file.heard.find((each) => each.number === number);
  const field: keyof HeardParcel = type === 'PickedUp' ? 'pickedUpAt' : 'deliveredAt';
  if (known?.[field] !== undefined) return file;
  const rest = file.heard.filter((each) => each !== known);
  const heard: HeardParcel = { ...(known ?? { number }), [field]: at satisfies Instant };
  return { ...file, heard: [...rest, heard] };
}
