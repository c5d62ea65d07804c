import { BookingReported, BookingRumoured } from '@cartrail/contracts';
import { toIso, type Instant } from '@cartrail/kernel';
import type { Publication } from '@cartrail/messaging';
import type { Booking, BookingFact, BookingReport } from '../../domain/booking.js';
import { withoutPhones } from './without-phones.js';

export function toBookingPublication(fact: BookingFact, booking: Booking): Publication {
  if (fact.type === 'Reported') return reported(fact.report, fact.at, booking);
  const { id: bookingId, provider, connectionId, providerBookingId } = booking;
  const data = { bookingId, provider, connectionId, providerBookingId, rumouredAt: toIso(fact.at) };
  return { event: BookingRumoured, data, occurredAt: fact.at };
}

function reported(report: BookingReport, at: Instant, booking: Booking): Publication {
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
      text: text === undefined ? undefined : withoutPhones(text),
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
