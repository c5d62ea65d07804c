import type { Clock } from '@cartrail/kernel';
import type { BookingAnswer, BookingCancellation, BookingRequest } from '../booking.js';
import { normaliseNumber } from '../catalogue.js';
import { CarrierError } from '../errors.js';
import { optionalText, record, text } from '../json.js';
import { withheld, type PickupPort } from '../port.js';
import { personalIn } from '../refusals.js';
import { toOrderParam, type Terms } from './booking-request.js';
import type { KdniaoClient } from './client.js';
import { failIfRefused, notAnAnswer } from './errors.js';
import { manifest, PROVIDER } from './manifest.js';
import { quote } from './prices.js';
import { reach } from './reach.js';
import type { WireOrder } from './wire.js';

export const pickupsOf = (client: KdniaoClient, terms: Terms, clock: Clock): PickupPort => ({
  quote: (requests) => quote(client, terms, requests),
  reach: (request) => reach(client, terms, request),
  book: async (request) => place(client, terms, request),
  findBooking: async (request) => find(client, terms, request, clock),
  cancel: (booking) => cancel(client, booking),
  change: withheld(manifest, 'change'),
  detail: withheld(manifest, 'detail'),
});

const ORDERED_ALREADY = '106';

/**
 * KDNiao knows an order by our own reference, in cancellations and in pushes: so it is the booking's id. An order that
 * was made already comes back in the answer.
 */
async function place(client: KdniaoClient, terms: Terms, request: BookingRequest): Promise<BookingAnswer> {
  const answer = await client.order('1801', toOrderParam(request, terms));
  const order: WireOrder = record(answer['Order']);
  const isOurs = text(order.OrderCode).trim() === request.reference;
  const again = text(answer['ResultCode']) === ORDERED_ALREADY && isOurs;
  if (!again) failIfRefused(answer, true, personalIn(request));
  if (!isOurs) throw notAnAnswer(true);
  return {
    bookingId: request.reference,
    providerOrderId: optionalText(order.KDNOrderCode),
    number: normaliseNumber(text(order.LogisticCode)) || undefined,
  };
}

/** An OrderCode is taken once and never free again: ordering once more finds the order, or makes the only one. */
async function find(
  client: KdniaoClient,
  terms: Terms,
  request: BookingRequest,
  clock: Clock,
): Promise<BookingAnswer> {
  if (request.slot.to > clock.now()) return place(client, terms, request);
  const why = 'the slot is over: asking again might order a courier nobody waits for';
  throw new CarrierError('unknown-outcome', why, { provider: PROVIDER });
}

const CANCEL_MESSAGE = /^.{0,99}/su;

async function cancel(client: KdniaoClient, { bookingId, why }: BookingCancellation): Promise<void> {
  const CancelMsg = CANCEL_MESSAGE.exec(why)?.[0] ?? '';
  const answer = await client.order('1802', { OrderCode: bookingId, CancelType: 1, CancelMsg });
  failIfRefused(answer, true);
}
