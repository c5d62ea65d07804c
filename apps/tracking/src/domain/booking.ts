import { changed, nothing, type Decision, type Instant } from '@cartrail/kernel';
import { textHash } from './scan.js';

/** What names a booking: the provider's own id is unique in one account. */
export interface BookingKey {
  readonly provider: string;
  readonly connectionId: string;
  readonly providerBookingId: string;
}

/** A booked pickup as its provider's callbacks tell it. */
export interface Booking extends BookingKey {
  readonly id: string;
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
  /** What this report charges on top of earlier ones. */
  readonly fees: readonly BookingFee[];
  readonly pickupId?: string;
}

export interface BookingFact {
  readonly type: 'Reported';
  readonly report: BookingReport;
  readonly at: Instant;
}

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
  };
  return changed<Booking, BookingFact>(
    { ...next, seen: [...next.seen, print] },
    { type: 'Reported', report: heard, at },
  );
}

function fingerprint({ code, number, carrier, courier, weightGrams, fees }: BookingReport): string {
  const charged = fees.map(({ kind, text, amountFen }) => JSON.stringify([kind, text, amountFen])).sort();
  const parts = [code, number, carrier, courier?.nameMask, courier?.phoneMask, weightGrams, charged];
  return textHash(JSON.stringify(parts));
}
