import type { BookingAnswer, BookingCancellation, BookingRequest } from '../booking.js';
import { normaliseNumber } from '../catalogue.js';
import { record, text } from '../json.js';
import { withheld, type PickupPort } from '../port.js';
import { personalIn } from '../refusals.js';
import { toOrderContent, type OrderAccount } from './booking-request.js';
import type { StoClient } from './client.js';
import { failIfRefused, notAnAnswer } from './errors.js';
import { manifest } from './manifest.js';

export const pickupsOf = (client: StoClient, account: OrderAccount): PickupPort => ({
  quote: withheld(manifest, 'quote'),
  reach: withheld(manifest, 'reach'),
  book: (request) => book(client, account, request),
  findBooking: withheld(manifest, 'find-booking'),
  cancel: (booking) => cancel(client, account, booking),
  change: withheld(manifest, 'change'),
  detail: withheld(manifest, 'detail'),
});

/**
 * STO knows an order by our own reference, so that is the booking's id. Cancelling prefers the waybill number, which
 * is handed on as `providerOrderId`.
 */
async function book(
  client: StoClient,
  account: OrderAccount,
  request: BookingRequest,
): Promise<BookingAnswer> {
  const answer = await client.call('OMS_EXPRESS_ORDER_CREATE', toOrderContent(request, account));
  failIfRefused(answer, true, personalIn(request));
  const data = record(answer.data);
  const bookingId = text(data['orderNo']);
  if (bookingId !== request.reference) throw notAnAnswer(true);
  const number = normaliseNumber(text(data['waybillNo'])) || undefined;
  return { bookingId, providerOrderId: number, number };
}

const CANCELLED = '成功';

async function cancel(
  client: StoClient,
  { orderType, orderSource }: OrderAccount,
  { bookingId, providerOrderId, why }: BookingCancellation,
): Promise<void> {
  const answer = await client.call('EDI_MODIFY_ORDER_CANCEL', {
    billCode: providerOrderId,
    sourceOrderId: bookingId,
    orderType,
    orderSource,
    remark: why,
  });
  failIfRefused(answer, true);
  // A yes without the documented word was no cancellation where this was seen.
  if (text(answer.data).trim() !== CANCELLED) throw notAnAnswer(true);
}
