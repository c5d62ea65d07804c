import type { Fen } from '@cartrail/kernel';
import type { BookingReport } from '../booking.js';
import { normaliseNumber } from '../catalogue.js';
import { optionalText, text } from '../json.js';
import { UNKNOWN } from '../status.js';
import type { BookingStatusTable } from './booking-status-table.js';
import { CARRIER, PROVIDER } from './manifest.js';
import type { WirePreorder, WirePrice } from './wire.js';

export interface BookingNames {
  /** The waybill number, which alone is in every push; the order's where there is none. `''`: it names neither. */
  readonly bookingId: string;
  readonly providerOrderId?: string;
  readonly number?: string;
}

/** What a booking goes by, in the answer to `createOrder` as in the pushes. */
export function namesOf(orderCode: unknown, billCode: unknown): BookingNames {
  const providerOrderId = text(orderCode).trim() || undefined;
  const number = normaliseNumber(text(billCode)) || undefined;
  return { bookingId: number ?? providerOrderId ?? '', providerOrderId, number };
}

/** `undefined` where it names no booking. */
export function toBookingReport(push: WirePreorder, statuses: BookingStatusTable): BookingReport | undefined {
  const names = namesOf(push.order_code, push.bill_code);
  if (names.bookingId === '') return undefined;
  const code = text(push.pre_order_status).trim();
  return {
    provider: PROVIDER,
    ...names,
    status: statuses.get(code) ?? UNKNOWN,
    code,
    text: optionalText(push.error_msg),
    carrier: CARRIER,
    fees: [],
  };
}

/**
 * What ZTO charges for a parcel. `undefined` where it names no booking. Throws `RangeError` on an amount that is no
 * whole fen: money is parked, never guessed.
 */
export function toSettlement(price: WirePrice): BookingReport | undefined {
  const names = namesOf(undefined, price.billCode);
  if (names.bookingId === '') return undefined;
  return {
    provider: PROVIDER,
    ...names,
    status: 'settled',
    code: 'settlementAmount',
    carrier: CARRIER,
    weightGrams: toGrams(price.settlementWeight),
    fees: [{ kind: 'settlementAmount', amountFen: toFen(price.settlementAmount) }],
    // What the parcel costs at this weight, and not what a new weight adds.
    wholeBill: true,
  };
}

/** A parcel weighs something: 0 stands for "not weighed". */
function toGrams(weight: unknown): number | undefined {
  const grams = whole(weight);
  return grams !== undefined && grams > 0 ? grams : undefined;
}

function toFen(amount: unknown): Fen {
  const fen = whole(amount);
  if (fen === undefined) throw new RangeError('not an amount in fen');
  return fen;
}

/** Whole grams or fen, also where they come as `830.0`. */
export function whole(value: unknown): number | undefined {
  const match = /^(-?\d+)(?:\.0+)?$/.exec(text(value).trim());
  const number = Number(match?.[1] ?? Number.NaN);
  // `-0` is 0.
  return Number.isSafeInteger(number) ? number + 0 : undefined;
}
