import type { Clock } from '@cartrail/kernel';
import type { BookingAnswer, BookingCancellation, BookingReport, BookingRequest } from '../booking.js';
import { normaliseNumber } from '../catalogue.js';
import { CarrierError } from '../errors.js';
import { isRecord, optionalText, record, text } from '../json.js';
import { withheld, type PickupPort } from '../port.js';
import { personalIn } from '../refusals.js';
import { toBookingDetail } from './booking-mapping.js';
import { slotFields, toBookParam, type SlotFields } from './booking-request.js';
import type { Kuaidi100Client } from './client.js';
import { failIfRefused, notAnAnswer, permanent } from './errors.js';
import { manifest, PROVIDER } from './manifest.js';
import { quote } from './prices.js';

const CANCEL_MESSAGE = /^.{0,30}/su;

export const pickupsOf = (client: Kuaidi100Client, salt: string, clock: Clock): PickupPort => ({
  quote: (requests) => quote(client, requests),
  reach: withheld(manifest, 'reach'),
  book: async (request) => place(client, salt, request, slotOf(request, clock)),
  findBooking: async (request) => place(client, salt, request, slotToFindBy(request, clock)),
  cancel: (booking) => cancel(client, booking),
  change: withheld(manifest, 'change'),
  detail: (booking) => detail(client, booking.bookingId),
});

/** Safe to repeat with the same reference: within 48 hours Kuaidi100 answers with the first booking. */
async function place(
  client: Kuaidi100Client,
  salt: string,
  request: BookingRequest,
  slot: SlotFields,
): Promise<BookingAnswer> {
  const answer = await client.order('bOrder', toBookParam(request, slot, salt));
  failIfRefused('order', answer, true, personalIn(request));
  const data = record(answer.data);
  const bookingId = text(data['taskId']);
  if (bookingId === '') throw notAnAnswer(true);
  const number = normaliseNumber(text(data['kuaidinum'])) || undefined;
  return { bookingId, providerOrderId: optionalText(data['orderId']), number };
}

function slotOf(request: BookingRequest, clock: Clock): SlotFields {
  const slot = slotFields(request.slot, clock.now());
  if (!slot) throw permanent('the slot is not within one day of today, tomorrow or the day after');
  return slot;
}

/** A booking from yesterday cannot be asked for in today's words; it may exist all the same. */
function slotToFindBy(request: BookingRequest, clock: Clock): SlotFields {
  const slot = slotFields(request.slot, clock.now());
  if (!slot) {
    throw new CarrierError(
      'unknown-outcome',
      'the day of the slot is over: asking again would book another',
      {
        provider: PROVIDER,
      },
    );
  }
  return slot;
}

async function cancel(client: Kuaidi100Client, booking: BookingCancellation): Promise<void> {
  const cancelMsg = CANCEL_MESSAGE.exec(booking.why)?.[0] ?? '';
  const param = { taskId: booking.bookingId, orderId: booking.providerOrderId ?? '', cancelMsg };
  failIfRefused('order', await client.order('cancel', param), true);
}

async function detail(client: Kuaidi100Client, bookingId: string): Promise<BookingReport> {
  const answer = await client.order('detail', { taskId: bookingId });
  failIfRefused('order', answer, false);
  if (!isRecord(answer.data)) throw permanent('no such booking');
  try {
    return toBookingDetail(answer.data, bookingId);
  } catch (error) {
    if (error instanceof RangeError) throw permanent('an amount of the booking cannot be read');
    throw error;
  }
}
