import type { BookingAnswer, BookingReport, BookingRequest } from '../booking.js';
import { normaliseNumber } from '../catalogue.js';
import { optionalText, record, text } from '../json.js';
import { withheld, type PickupPort } from '../port.js';
import { personalIn } from '../refusals.js';
import { toBookingDetail } from './booking-mapping.js';
import { toOrder, type Terms } from './booking-request.js';
import type { JdlClient } from './client.js';
import { notAnAnswer, permanent } from './errors.js';
import { manifest } from './manifest.js';
import { traceOf } from './mapping.js';
import { quote } from './prices.js';
import type { WireCancelled, WireOrder } from './wire.js';

const CANCEL_REASON = /^.{0,30}/su;

export const pickupsOf = (client: JdlClient, terms: Terms): PickupPort => ({
  quote: (requests) => quote(client, terms, requests),
  reach: withheld(manifest, 'reach'),
  book: async (request) => place(client, terms, request),
  findBooking: withheld(manifest, 'find-booking'),
  cancel: ({ bookingId, why }) => callOff(client, terms, { orderCode: bookingId }, why),
  change: withheld(manifest, 'change'),
  detail: (booking) => detail(client, booking.bookingId),
});

async function place(client: JdlClient, terms: Terms, request: BookingRequest): Promise<BookingAnswer> {
  const order: WireOrder = record(
    await client.call('/ecap/v1/orders/create', toOrder(request, terms), personalIn(request)),
  );
  const bookingId = text(order.orderCode);
  if (bookingId === '') throw notAnAnswer(true);
  return { bookingId, number: normaliseNumber(text(order.waybillCode)) || undefined };
}

/** `resultType`: 0 cancelled, 1 stopped on its way, 2 and 3 neither. */
const done: ReadonlySet<string | undefined> = new Set(['0', '1', undefined]);
const refused: ReadonlySet<string | undefined> = new Set(['2', '3']);

/** A parcel that was collected already is stopped and sent back: JDL has one call for both. */
export async function callOff(
  client: JdlClient,
  terms: Pick<Terms, 'cancelType'>,
  which: { readonly orderCode: string } | { readonly waybillCode: string },
  why: string,
): Promise<void> {
  const answer: WireCancelled = record(
    await client.call('/ecap/v1/orders/cancel', {
      ...which,
      cancelReason: CANCEL_REASON.exec(why)?.[0] ?? '',
      cancelReasonCode: BY_THE_USER,
      cancelType: terms.cancelType,
    }),
  );
  const result = optionalText(answer.resultType);
  if (refused.has(result)) throw permanent('JDL cancels the order no more');
  if (!done.has(result)) throw notAnAnswer(true);
}

const BY_THE_USER = '1';

async function detail(client: JdlClient, bookingId: string): Promise<BookingReport> {
  const data = await client.call('/ecap/v1/orders/trace/query', { orderCode: bookingId });
  return toBookingDetail(traceOf(data), bookingId);
}
