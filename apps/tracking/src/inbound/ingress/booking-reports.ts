import { Inject, Injectable } from '@nestjs/common';
import { normaliseNumber, type BookingReport } from '@cartrail/carriers';
import { newId, type Cause } from '@cartrail/kernel';
import { change, type AnyChange, type IngressRow } from '@cartrail/messaging';
import { COURIER_MASK, type CourierMask } from '../../application/ports.js';
import { report as tell, type BookingReport as Heard } from '../../domain/booking.js';
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

  change(report: BookingReport, row: IngressRow, cause: Cause): AnyChange {
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

  private inOurWords(report: BookingReport, row: IngressRow): Heard {
    const { status, code, text, number, carrier, courier, weightGrams, fees } = report;
    return {
      status,
      code,
      text,
      number: number === undefined ? undefined : normaliseNumber(number),
      carrier,
      courier: courier && this.mask(courier),
      weightGrams,
      fees,
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
