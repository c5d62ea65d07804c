import type { BookingAnswer, BookingCancellation, BookingRequest } from '../booking.js';
import { normaliseNumber } from '../catalogue.js';
import { isRecord, record, text } from '../json.js';
import { withheld, type PickupPort } from '../port.js';
import { personalIn } from '../refusals.js';
import { toOrderParam } from './booking-request.js';
import { answerOf, type YtoClient } from './client.js';
import type { Credentials, YtoConfig } from './config.js';
import { failIfRefused, notAnAnswer } from './errors.js';
import { manifest } from './manifest.js';
import type { WireOrder } from './wire.js';

/** `cancel`: where YTO issued none of its own for cancelling, those of ordering. */
export interface OrderCredentials {
  readonly order: Credentials;
  readonly cancel: Credentials;
}

export const pickupsOf = (client: YtoClient, config: YtoConfig, by: OrderCredentials): PickupPort => ({
  quote: withheld(manifest, 'quote'),
  reach: withheld(manifest, 'reach'),
  book: (request) => book(client, config, by.order, request),
  findBooking: withheld(manifest, 'find-booking'),
  cancel: (booking) => cancel(client, by.cancel, booking),
  change: withheld(manifest, 'change'),
  detail: withheld(manifest, 'detail'),
});

/** YTO knows an order by our own reference, so that is the booking's id. */
async function book(
  client: YtoClient,
  config: YtoConfig,
  by: Credentials,
  request: BookingRequest,
): Promise<BookingAnswer> {
  const param = toOrderParam(request, config);
  const answer = answerOf(await client.call('privacy_create_adapter', param, by), true);
  const order: WireOrder = record(isRecord(answer.data) ? answer.data : answer);
  const bookingId = text(order.logisticsNo).trim();
  const number = normaliseNumber(text(order.mailNo)) || undefined;
  const named = bookingId !== '' || number !== undefined;
  // Where this was seen, an order that was taken names its parcel and says no `success`.
  if (answer.success !== undefined || !named) failIfRefused(answer, true, personalIn(request));
  if (!named || (bookingId !== '' && bookingId !== request.reference)) throw notAnAnswer(true);
  return { bookingId: request.reference, number };
}

async function cancel(
  client: YtoClient,
  by: Credentials,
  { bookingId, why }: BookingCancellation,
): Promise<void> {
  const param = { logisticsNo: bookingId, cancelDesc: why };
  const answer = answerOf(await client.call('korder_cancel_adapter', param, by), true);
  const { logisticsNo }: WireOrder = record(isRecord(answer.data) ? answer.data : answer);
  // Where this was seen, an order that was cancelled is only named.
  const named = answer.success === undefined && text(logisticsNo).trim() === bookingId;
  if (!named) failIfRefused(answer, true);
}
