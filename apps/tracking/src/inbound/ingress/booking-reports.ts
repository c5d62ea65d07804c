import { Inject, Injectable } from '@nestjs/common';
import {
  normaliseNumber,
  type BookingReport,
  type NumberReport,
  type PushedBooking,
} from '@cartrail/carriers';
import { newId, type Cause } from '@cartrail/kernel';
import { change, type AnyChange, type IngressRow } from '@cartrail/messaging';
import { COURIER_MASK, type CourierMask } from '../../application/ports.js';
import { report as tell, reportOfNumber, rumour, type BookingReport as Heard } from '../../domain/booking.js';
import { metrics } from '../metrics.js';
import { BOOKINGS, type BookingStore } from '../stores.js';
import { PICKUP, pickupIn } from './pickup-reference.js';

/** What a push says about booked pickups, as changes of the bookings. */
@Injectable()
export class BookingReports {
  constructor(
    @Inject(BOOKINGS) private readonly store: BookingStore,
    @Inject(COURIER_MASK) private readonly mask: CourierMask,
  ) {}

  change(report: PushedBooking, row: IngressRow, cause: Cause): AnyChange {
    return report.bookingId === undefined
      ? this.ofNumber(report, row, cause)
      : this.named(report, row, cause);
  }

  /** That somebody nobody vouches for names this booking. */
  rumour(
    { provider, bookingId: providerBookingId }: BookingReport,
    row: IngressRow,
    cause: Cause,
  ): AnyChange {
    const { connectionId } = row;
    const key = { provider, connectionId, providerBookingId };
    return change({
      store: this.store,
      find: { key, text: `${provider}/${connectionId}/${providerBookingId}` },
      createAs: newId(),
      cause,
      decide: (booking, id) => rumour(booking, id, key, row.receivedAt.getTime()),
    });
  }

  private named(report: BookingReport, row: IngressRow, cause: Cause): AnyChange {
    const { provider, bookingId: providerBookingId, status, code } = report;
    const { connectionId } = row;
    const key = { provider, connectionId, providerBookingId };
    const heard = this.inOurWords(report, row);
    return change({
      store: this.store,
      find: { key, text: `${provider}/${connectionId}/${providerBookingId}` },
      createAs: newId(),
      cause,
      decide: (booking, id) => {
        const decision = tell(booking, id, key, heard, row.receivedAt.getTime());
        if (decision.kind === 'changed' && status === 'UNKNOWN')
          metrics.unmappedCodes.inc({ provider, code });
        return decision;
      },
    });
  }

  /** Of the one booking of the account that has the number; who it is of else, nobody guesses. */
  private ofNumber(report: NumberReport, row: IngressRow, cause: Cause): AnyChange {
    const { provider } = report;
    const { connectionId } = row;
    const number = normaliseNumber(report.number);
    const heard = this.inOurWords(report, row);
    return change({
      store: this.store,
      find: { key: { provider, connectionId, number }, text: `${provider}/${connectionId}#${number}` },
      cause,
      decide: (booking) => {
        if (!booking) metrics.unbooked.inc({ provider });
        return reportOfNumber(booking, heard, row.receivedAt.getTime());
      },
    });
  }

  private inOurWords(report: PushedBooking, row: IngressRow): Heard {
    const { status, code, text, number, carrier, courier, weightGrams, fees, wholeBill, billedAt } = report;
    return {
      status,
      code,
      text,
      number: number === undefined ? undefined : normaliseNumber(number),
      carrier,
      courier: courier && this.mask(courier),
      weightGrams,
      fees,
      wholeBill,
      billedAt,
      pickupId: pickupOf(row, report.provider),
    };
  }
}

function pickupOf({ headers }: IngressRow, provider: string): string | undefined {
  const text = headers[PICKUP];
  if (text === undefined) return undefined;
  const id = pickupIn(text);
  if (id === undefined) metrics.unknownPickups.inc({ provider });
  return id;
}
