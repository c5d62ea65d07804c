import type { Clock } from '@cartrail/kernel';
import type { BookingAnswer, BookingCancellation, BookingRequest } from '../booking.js';
import { CarrierError } from '../errors.js';
import { record, text } from '../json.js';
import { withheld, type PickupPort } from '../port.js';
import { personalIn } from '../refusals.js';
import { toOrder, type Terms } from './booking-request.js';
import type { SfClient } from './client.js';
import { detail } from './detail.js';
import { notAnAnswer, permanent } from './errors.js';
import { manifest, PROVIDER } from './manifest.js';
import { orderIn, questionAbout, REFUSED } from './orders.js';
import { quote, reach } from './prices.js';

export const pickupsOf = (client: SfClient, terms: Terms, clock: Clock): PickupPort => ({
  quote: (requests) => quote(client, terms, requests, clock.now()),
  reach: (request) => reach(client, terms, request),
  book: async (request) => place(client, terms, request, clock),
  findBooking: (request) => find(client, terms, request, clock),
  cancel: (booking) => cancel(client, booking),
  change: withheld(manifest, 'change'),
  detail: ({ bookingId }) => detail(client, bookingId),
});

async function place(
  client: SfClient,
  terms: Terms,
  request: BookingRequest,
  clock: Clock,
): Promise<BookingAnswer> {
  const order = toOrder(request, terms, clock.now());
  const content = await client.call('EXP_RECE_CREATE_ORDER', order, { personal: personalIn(request) });
  return toAnswer(content, request.reference);
}

/** An order is made under its id once at most, so making one that is only late to be seen is refused by SF itself. */
async function find(
  client: SfClient,
  terms: Terms,
  request: BookingRequest,
  clock: Clock,
): Promise<BookingAnswer> {
  const found = await search(client, request.reference);
  if (found) return toAnswer(found, request.reference);
  if (request.slot.to <= clock.now()) throw permanent('there is no such order, and its slot is over');
  return place(client, terms, request, clock);
}

const NO_SUCH_ORDER = '6150';

/** `undefined`: there is none. A refusal for another reason does not say so. */
async function search(client: SfClient, orderId: string): Promise<unknown> {
  try {
    return record(await client.call('EXP_RECE_SEARCH_ORDER_RESP', questionAbout(orderId)));
  } catch (error) {
    if (!(error instanceof CarrierError) || error.kind !== 'permanent') throw error;
    const { code, message } = error;
    if (code === NO_SUCH_ORDER) return undefined;
    throw new CarrierError('unknown-outcome', message, { provider: PROVIDER, code, cause: error });
  }
}

function toAnswer(content: unknown, reference: string): BookingAnswer {
  const { screening, remark, number } = orderIn(content, reference, true);
  if (screening === REFUSED) throw outOfReach(remark);
  return { bookingId: reference, number };
}

const ends: ReadonlyMap<string, string> = new Map([
  ['1', 'SF fetches nothing at the sender'],
  ['2', 'SF delivers nothing to the receiver'],
]);

const outOfReach = (remark: string): CarrierError =>
  new CarrierError('permanent', ends.get(remark) ?? 'SF refuses the order', {
    provider: PROVIDER,
    code: `filterResult ${REFUSED}`,
  });

const ALREADY_CANCELLED = '8037';

async function cancel(client: SfClient, { bookingId }: BookingCancellation): Promise<void> {
  let content: unknown;
  try {
    content = await client.call('EXP_RECE_UPDATE_ORDER', { orderId: bookingId, dealType: 2 });
  } catch (error) {
    if (error instanceof CarrierError && error.code === ALREADY_CANCELLED) return;
    throw error;
  }
  const status = text(record(content)['resStatus']);
  if (status === '1') throw permanent('the order and its waybill do not belong together');
  if (status !== '2') throw notAnAnswer(true);
}
