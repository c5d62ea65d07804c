import { changed, nothing, type Decision, type Instant } from '@cartrail/kernel';
import { textHash } from './scan.js';

/** What names a booking: the provider's own id is unique in one account. */
export interface BookingKey {
  readonly provider: string;
  readonly connectionId: string;
  readonly providerBookingId: string;
}

/** What names a booking where only the number of its parcel is told. */
export interface BookingNumber {
  readonly provider: string;
  readonly connectionId: string;
  readonly number: string;
}

/** A booked pickup as its provider's callbacks tell it. */
export interface Booking extends BookingKey {
  readonly id: string;
  /** Of its parcel, as it was told last. */
  readonly number?: string;
  /** Nobody fetches anything on it: of two bookings with one number it is not the one. */
  readonly ended: boolean;
  /** As the callback's own URL says; the first one holds. */
  readonly pickupId?: string;
  /** Fingerprints of the reports published. */
  readonly seen: readonly string[];
}

export interface BookingFee {
  readonly kind: string;
  readonly text?: string;
  readonly amountFen: number;
}

/** One report in our words; of the courier only what may be shown. */
export interface BookingReport {
  readonly status: string;
  readonly code: string;
  readonly text?: string;
  readonly number?: string;
  readonly carrier?: string;
  readonly courier?: { readonly nameMask?: string; readonly phoneMask?: string };
  readonly weightGrams?: number;
  /** What this report charges; empty where it says nothing of money. */
  readonly fees: readonly BookingFee[];
  /** The whole bill so far, which takes the place of earlier ones; else on top of them. */
  readonly wholeBill?: true;
  /** When the provider made a whole bill, where it says so. */
  readonly billedAt?: Instant;
  readonly pickupId?: string;
}

export type BookingFact =
  | { readonly type: 'Reported'; readonly report: BookingReport; readonly at: Instant }
  /** Nobody vouches for who says there is news of it. */
  | { readonly type: 'Rumoured'; readonly at: Instant };

/**
 * Tells each distinct report once. Providers repeat a report in other bytes (a payment state, the words beside the
 * code); its fees must not add up twice, so such details do not make it another report.
 */
export function report(
  booking: Booking | undefined,
  id: string,
  key: BookingKey,
  heard: BookingReport,
  at: Instant,
): Decision<Booking, BookingFact> {
  const print = fingerprint(heard);
  if (booking?.seen.includes(print)) return nothing();
  const next = {
    ...(booking ?? { id, ...key, seen: [] }),
    pickupId: booking?.pickupId ?? heard.pickupId,
    number: heard.number ?? booking?.number,
    ended: endedBy(heard.status) ?? booking?.ended ?? false,
  };
  return changed<Booking, BookingFact>(
    { ...next, seen: [...next.seen, print] },
    { type: 'Reported', report: heard, at },
  );
}

/** A report of the booking that has its number; without one there is nobody to tell it of. */
export const reportOfNumber = (
  booking: Booking | undefined,
  heard: BookingReport,
  at: Instant,
): Decision<Booking, BookingFact> =>
  booking ? report(booking, booking.id, booking, heard, at) : nothing('no-booking');

/** Of what nobody vouches for nothing is kept but that there may be such a booking, and each time is told. */
export const rumour = (
  booking: Booking | undefined,
  id: string,
  key: BookingKey,
  at: Instant,
): Decision<Booking, BookingFact> =>
  changed<Booking, BookingFact>(booking ?? { id, ...key, ended: false, seen: [] }, { type: 'Rumoured', at });

const endings: ReadonlySet<string> = new Set([
  'cancelled_by_user',
  'cancelled_by_carrier',
  'pickup_failed',
  'rejected',
]);
/** The provider took it up again, or the courier was quicker. */
const lives: ReadonlySet<string> = new Set([
  'reopened',
  'picked_up',
  'in_transit',
  'out_for_delivery',
  'delivered',
]);

/** Undefined where the status does not say. */
function endedBy(status: string): boolean | undefined {
  if (endings.has(status)) return true;
  return lives.has(status) ? false : undefined;
}

function fingerprint(heard: BookingReport): string {
  const { code, number, carrier, courier, weightGrams, fees, billedAt } = heard;
  const charged = fees.map(({ kind, text, amountFen }) => JSON.stringify([kind, text, amountFen])).sort();
  const parts = [code, number, carrier, courier?.nameMask, courier?.phoneMask, weightGrams, charged];
  return textHash(JSON.stringify(billedAt === undefined ? parts : [...parts, billedAt]));
}
