import { BookingReported } from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import type { Publication } from '@cartrail/messaging';
import type { Booking, BookingFact } from '../../domain/booking.js';

export function toBookingPublication({ report, at }: BookingFact, booking: Booking): Publication {
  const { id: bookingId, provider, connectionId, providerBookingId, pickupId } = booking;
  const { status, code, text, number, carrier, courier, weightGrams, fees, wholeBill, billedAt } = report;
  return {
    event: BookingReported,
    data: {
      bookingId,
      provider,
      connectionId,
      providerBookingId,
      pickupId,
      status,
      code,
      text,
      number,
      carrier,
      courier,
      weightGrams,
      fees,
      wholeBill,
      billedAt: billedAt === undefined ? undefined : toIso(billedAt),
      reportedAt: toIso(at),
    },
    occurredAt: at,
  };
}
