import { BookingReported } from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import type { Publication } from '@cartrail/messaging';
import type { Booking, BookingFact } from '../../domain/booking.js';

export function toBookingPublication({ report, at }: BookingFact, booking: Booking): Publication {
  const { id: bookingId, provider, connectionId, providerBookingId, pickupId } = booking;
  const { status, code, text, number, carrier, courier, weightGrams, fees } = report;
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
      reportedAt: toIso(at),
    },
    occurredAt: at,
  };
}
