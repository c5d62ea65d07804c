import { normaliseNumber } from '@cartrail/carriers';
import {
  BookingReported,
  BookingRumoured,
  topics,
  type BookingReportedData,
  type EventOf,
} from '@cartrail/contracts';
import { fromIso } from '@cartrail/kernel';
import { causeOf, Consumes, On, type AnyChange } from '@cartrail/messaging';
import type { Bill } from '../../domain/pickup/charge.js';
import { rumoured } from '../../domain/pickup/reconcile.js';
import { hear, type Report } from '../../domain/pickup/report.js';
import { Flow } from '../flow/flow.js';
import { metrics } from '../metrics.js';

@Consumes(topics.bookingEvents, { group: 'returns.changes' })
export class BookingConsumer {
  constructor(private readonly flow: Flow) {}

  @On(BookingReported)
  reported(event: EventOf<typeof BookingReported>): AnyChange[] {
    const { provider, providerBookingId, pickupId } = event.data;
    const find = pickupId === undefined ? named(provider, providerBookingId) : { id: pickupId };
    const report = toReport(event.data, Number(event.sequence));
    return [
      this.flow.ofPickup(find, causeOf(event), (pickup) => {
        if (!pickup) metrics.unknownBookings.inc({ provider });
        return hear(pickup, report);
      }),
    ];
  }

  @On(BookingRumoured)
  rumoured(event: EventOf<typeof BookingRumoured>): AnyChange[] {
    const { provider, providerBookingId } = event.data;
    return [
      this.flow.ofPickup(named(provider, providerBookingId), causeOf(event), (pickup) => {
        if (!pickup) metrics.unknownBookings.inc({ provider });
        return rumoured(pickup, providerBookingId);
      }),
    ];
  }
}

const named = (provider: string, bookingId: string) => ({
  key: { provider, bookingId },
  text: `${provider}/${bookingId}`,
});

const toReport = (data: BookingReportedData, sequence: number): Report => ({
  bookingId: data.providerBookingId,
  status: data.status,
  code: data.code,
  text: data.text,
  number: data.number === undefined || data.number === '' ? undefined : normaliseNumber(data.number),
  courier: data.courier && { nameMask: data.courier.nameMask, phoneMask: data.courier.phoneMask },
  weightGrams: data.weightGrams,
  feesFen: data.fees.length === 0 ? undefined : data.fees.reduce((sum, { amountFen }) => sum + amountFen, 0),
  inAll: false,
  bill: data.wholeBill === true && data.fees.length > 0 ? toBill(data) : undefined,
  stream: { id: data.bookingId, sequence },
  at: fromIso(data.reportedAt),
});

const toBill = ({ fees, billedAt }: BookingReportedData): Bill => ({
  fees: fees.map(({ kind, amountFen }) => `${kind} ${amountFen}`),
  at: billedAt === undefined ? undefined : fromIso(billedAt),
});
