import { toShanghai, type Clock } from '@cartrail/kernel';
import type { BookingAnswer, BookingCancellation, BookingReport, BookingRequest } from '../booking.js';
import { optionalText, record, text } from '../json.js';
import { withheld, type PickupPort } from '../port.js';
import { personalIn } from '../refusals.js';
import { toOrderParams, type OrderAccount } from './booking-request.js';
import type { DepponClient } from './client.js';
import { failIfRefused, notAnAnswer } from './errors.js';
import { OWN_CODE } from './mapping.js';
import { manifest } from './manifest.js';
import { numberIn, toDetail } from './push-mapping.js';
import type { WireAnswer, WireOrder, WireOrderState } from './wire.js';

export const pickupsOf = (client: DepponClient, account: OrderAccount, clock: Clock): PickupPort => ({
  quote: withheld(manifest, 'quote'),
  reach: withheld(manifest, 'reach'),
  book: (request) => book(client, account, request, clock),
  findBooking: withheld(manifest, 'find-booking'),
  cancel: (booking) => cancel(client, account, toShanghai(clock.now()), booking),
  change: withheld(manifest, 'change'),
  detail: ({ bookingId }) => detail(client, bookingId),
});

/**
 * Deppon knows an order by the number we gave it, so that is the booking's id. A cancellation names the parcel too,
 * so its number is handed on as `providerOrderId`.
 */
async function book(
  client: DepponClient,
  account: OrderAccount,
  request: BookingRequest,
  clock: Clock,
): Promise<BookingAnswer> {
  const params = toOrderParams(request, account, clock.now());
  const answer = await client.call('createOrderNotify', params);
  failIfRefused(answer, true, personalIn(request));
  const { logisticID: bookingId } = params;
  const { logisticID, mailNo } = orderIn(answer);
  // A yes is one also where it does not repeat our number; about another order it says nothing of this one.
  if (![bookingId, ''].includes(text(logisticID).trim())) throw notAnAnswer(true);
  const number = numberIn(mailNo);
  return { bookingId, providerOrderId: number, number };
}

/** What is told of an order stands beside the answer's code, or in the part that carries data. */
function orderIn(answer: WireAnswer): WireOrder {
  const inner: WireOrder = record(answer.responseParam);
  return {
    logisticID: optionalText(answer.logisticID) ?? inner.logisticID,
    mailNo: optionalText(answer.mailNo) ?? inner.mailNo,
  };
}

async function cancel(
  client: DepponClient,
  { customerCode }: OrderAccount,
  cancelTime: string,
  { bookingId, providerOrderId, why }: BookingCancellation,
): Promise<void> {
  const answer = await client.call('cancelOrder', {
    logisticCompanyID: OWN_CODE,
    customerCode,
    logisticID: bookingId,
    mailNo: providerOrderId,
    cancelTime,
    remark: why,
  });
  failIfRefused(answer, true);
}

async function detail(client: DepponClient, bookingId: string): Promise<BookingReport> {
  const asked = { logisticCompanyID: OWN_CODE, logisticID: bookingId } as const;
  const answer = await client.call('queryOrder', asked);
  failIfRefused(answer, false);
  const order: WireOrderState = record(answer.responseParam);
  if (text(order.logisticID).trim() !== bookingId) throw notAnAnswer(false);
  return toDetail(order, bookingId);
}
