import type { BookingAnswer, BookingCancellation, BookingRequest } from '../booking.js';
import { normaliseNumber } from '../catalogue.js';
import { record, text } from '../json.js';
import { withheld, type PickupPort } from '../port.js';
import { personalIn } from '../refusals.js';
import { toOrderParam, type OrderAccount } from './booking-request.js';
import type { JtClient } from './client.js';
import { notAnAnswer } from './errors.js';
import { manifest } from './manifest.js';

export const pickupsOf = (client: JtClient, account: OrderAccount): PickupPort => ({
  quote: withheld(manifest, 'quote'),
  reach: withheld(manifest, 'reach'),
  book: (request) => book(client, account, request),
  findBooking: withheld(manifest, 'find-booking'),
  cancel: (booking) => cancel(client, account, booking),
  change: withheld(manifest, 'change'),
  detail: withheld(manifest, 'detail'),
});

/** J&T knows an order by our own reference, in cancellations and in pushes: so it is the booking's id. */
async function book(
  client: JtClient,
  account: OrderAccount,
  request: BookingRequest,
): Promise<BookingAnswer> {
  const data = record(await client.addOrder(toOrderParam(request, account), personalIn(request)));
  const bookingId = text(data['txlogisticId']);
  if (bookingId !== request.reference) throw notAnAnswer(true);
  return { bookingId, number: normaliseNumber(text(data['billCode'])) || undefined };
}

async function cancel(client: JtClient, account: OrderAccount, booking: BookingCancellation): Promise<void> {
  const { customerCode, digest, terms } = account;
  const data = record(
    await client.cancelOrder({
      customerCode,
      digest,
      orderType: terms.orderType,
      txlogisticId: booking.bookingId,
      reason: booking.why,
    }),
  );
  // A yes that names no waybill was no cancellation where this was seen.
  if (text(data['billCode']) === '') throw notAnAnswer(true);
}
