import { toShanghai, type Clock } from '@cartrail/kernel';
import type { BookingAnswer, BookingCancellation, BookingRequest } from '../booking.js';
import { text } from '../json.js';
import { withheld, type PickupPort } from '../port.js';
import { personalIn } from '../refusals.js';
import { toOrderParams, type OrderAccount } from './booking-request.js';
import type { DepponClient } from './client.js';
import { failIfRefused, notAnAnswer } from './errors.js';
import { OWN_CODE } from './mapping.js';
import { manifest } from './manifest.js';
import { numberIn } from './push-mapping.js';

export const pickupsOf = (client: DepponClient, account: OrderAccount, clock: Clock): PickupPort => ({
  quote: withheld(manifest, 'quote'),
  reach: withheld(manifest, 'reach'),
  book: (request) => book(client, account, request, clock),
  findBooking: withheld(manifest, 'find-booking'),
  cancel: (booking) => cancel(client, account, toShanghai(clock.now()), booking),
  change: withheld(manifest, 'change'),
  detail: withheld(manifest, 'detail'),
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
  const named = text(answer.logisticID).trim();
  const number = numberIn(answer.mailNo);
  if (named === '' ? number === undefined : named !== bookingId) throw notAnAnswer(true);
  return { bookingId, providerOrderId: number, number };
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
