import type { Address } from '../address.js';
import type { BookingAnswer, BookingCancellation, BookingRequest, QuoteRequest } from '../booking.js';
import { CarrierError } from '../errors.js';
import { record, text } from '../json.js';
import { withheld, type PickupPort } from '../port.js';
import { personalIn } from '../refusals.js';
import { namesOf } from './booking-mapping.js';
import { onlyZto, partsOf, readParts, toOrderParam, type WaybillAccount } from './booking-request.js';
import type { ZtoClient } from './client.js';
import { failIfRefused, notAnAnswer, saysNoSuchOrder } from './errors.js';
import { manifest } from './manifest.js';

export const pickupsOf = (client: ZtoClient, account: WaybillAccount): PickupPort => ({
  quote: withheld(manifest, 'quote'),
  reach: (request) => reach(client, request),
  book: (request) => book(client, account, request),
  findBooking: withheld(manifest, 'find-booking'),
  cancel: (booking) => cancel(client, booking),
  change: withheld(manifest, 'change'),
  detail: withheld(manifest, 'detail'),
});

async function book(
  client: ZtoClient,
  account: WaybillAccount,
  request: BookingRequest,
): Promise<BookingAnswer> {
  const order = toOrderParam(request, account);
  const personal = [
    ...personalIn(request),
    order.senderInfo.senderAddress,
    order.receiveInfo.receiverAddress,
  ];
  const result = record(await client.call('zto.open.createOrder', order, personal));
  const names = namesOf(result['orderCode'], result['billCode']);
  if (names.bookingId === '') throw notAnAnswer(true);
  await askForPushes(client, names.providerOrderId);
  return names;
}

/**
 * The courier is ordered, whatever becomes of this: a failure here must not make the booking look failed. Without
 * the pushes a booking is followed by its parcel's scans alone.
 */
async function askForPushes(client: ZtoClient, orderCode: string | undefined): Promise<void> {
  if (orderCode === undefined) return;
  try {
    await client.call('zto.merchant.preorder.subsrcibe', { orderCode });
  } catch (error) {
    if (!(error instanceof CarrierError)) throw error;
  }
}

/** 不想寄了: the API takes one of seven reasons and no words of ours. */
const NOT_WANTED = '1';

/** An order that ZTO cannot find counts as cancelled: nobody comes for it. */
async function cancel(client: ZtoClient, booking: BookingCancellation): Promise<void> {
  const { bookingId, providerOrderId } = booking;
  const which = providerOrderId === undefined ? { billCode: bookingId } : { orderCode: providerOrderId };
  const answer = await client.ask('zto.open.cancelPreOrder', { cancelType: NOT_WANTED, ...which });
  if (!saysNoSuchOrder(answer)) failIfRefused(answer, true);
}

const DELIVERABLE = 'B04';

/** Both ends must be served. An address that names no district cannot be booked, so it is out of reach. */
async function reach(client: ZtoClient, request: QuoteRequest): Promise<boolean> {
  onlyZto(request.carrier);
  const from = { ...request.fromParts, address: request.from };
  const to = { ...request.toParts, address: request.to };
  if (!readParts(from) || !readParts(to)) return false;
  return (await isServed(client, to, 'receiver')) && (await isServed(client, from, 'sender'));
}

async function isServed(client: ZtoClient, end: Address, whose: 'sender' | 'receiver'): Promise<boolean> {
  const { detail, ...area } = partsOf(end, whose);
  const place = { ...area, address: detail };
  const result = record(await client.call('zto.open.areaUnobstructed', place, [end.address, detail]));
  const forbidType = text(result['forbidType']).trim();
  if (forbidType === '') throw notAnAnswer(false);
  return forbidType === DELIVERABLE;
}
