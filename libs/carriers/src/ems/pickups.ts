import type { Clock } from '@cartrail/kernel';
import type {
  BookingAnswer,
  BookingCancellation,
  BookingReport,
  BookingRequest,
  QuoteRequest,
} from '../booking.js';
import { normaliseNumber } from '../catalogue.js';
import { text } from '../json.js';
import { withheld, type PickupPort } from '../port.js';
import { personalIn, placesIn } from '../refusals.js';
import { bodyOf } from './body.js';
import { toBookingDetail } from './booking-mapping.js';
import { CARRIER, onlyEms, placeOf, toOrder, type OrderTerms } from './booking-request.js';
import type { EmsClient } from './client.js';
import { failIfRefused, notAnAnswer, permanent, saysCancelled } from './errors.js';
import { manifest } from './manifest.js';
import { traceOf } from './trace.js';
import type { WireOrdered, WireRange } from './wire.js';

export const pickupsOf = (client: EmsClient, terms: OrderTerms, clock: Clock): PickupPort => ({
  quote: withheld(manifest, 'quote'),
  reach: (request) => reach(client, terms, request),
  book: (request) => book(client, terms, clock, request),
  findBooking: withheld(manifest, 'find-booking'),
  cancel: (booking) => cancel(client, booking),
  change: withheld(manifest, 'change'),
  detail: (booking) => detail(client, booking.bookingId),
});

/** An order goes by its parcel's number: traces tell that one alone. It is cancelled by our reference beside it. */
async function book(
  client: EmsClient,
  terms: OrderTerms,
  clock: Clock,
  request: BookingRequest,
): Promise<BookingAnswer> {
  const answer = await client.call('020003', [toOrder(request, terms, clock.now())]);
  failIfRefused(answer, true, personalIn(request));
  const ordered: WireOrdered = bodyOf(answer, true) ?? {};
  const number = normaliseNumber(text(ordered.waybillNo));
  if (number === '') throw notAnAnswer(true);
  return { bookingId: number, providerOrderId: request.reference, number };
}

/** An order that is cancelled already counts as cancelled: nobody comes for it. */
async function cancel(
  client: EmsClient,
  { bookingId, providerOrderId, why }: BookingCancellation,
): Promise<void> {
  if (providerOrderId === undefined)
    throw permanent('EMS cancels nothing without the reference it was ordered by');
  if (why.trim() === '') throw permanent('EMS cancels nothing without a reason');
  const order = { logisticsOrderNo: providerOrderId, waybillNo: bookingId, cancelReason: why };
  const answer = await client.call('020006', order);
  if (!saysCancelled(answer)) failIfRefused(answer, true);
}

const ANSWERS: ReadonlyMap<string, boolean> = new Map([
  ['0', true],
  ['1', false],
]);
const ERROR = /^([2-9]|10)$/;
const COLLECTING = '2';

/** EMS answers for the collecting end only; the other has to be one that an order can name. */
async function reach(client: EmsClient, terms: OrderTerms, request: QuoteRequest): Promise<boolean> {
  onlyEms(request.carrier);
  const from = placeOf({ ...request.fromParts, address: request.from });
  if (!from || !placeOf({ ...request.toParts, address: request.to })) return false;
  const { bizProductNo, senderNo } = terms;
  const answer = await client.call('030005', { ...from, bizProductNo, type: COLLECTING, senderNo });
  failIfRefused(answer, false, placesIn(request));
  const range: WireRange = bodyOf(answer, false) ?? {};
  const status = text(range.status).trim();
  const reached = ANSWERS.get(status);
  if (reached !== undefined) return reached;
  throw ERROR.test(status) ? permanent(`EMS answers the range with the error ${status}`) : notAnAnswer(false);
}

async function detail(client: EmsClient, bookingId: string): Promise<BookingReport> {
  return toBookingDetail(await traceOf(client, { number: bookingId, carrier: CARRIER }));
}
