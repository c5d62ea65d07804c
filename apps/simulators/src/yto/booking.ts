import { postponed } from '../couriers/postponed.js';
import type { Booking } from '../state/booking.model.js';

export const YTO = 'yto';

/** `accountKey` is the client, who may have several sets of credentials. */
export interface YtoBooking extends Booking {
  /** Of the credentials it was ordered with, which get its pushes. */
  openId: string;
}

export const isOurs = (one: Booking): one is YtoBooking => one.vendor === YTO;

/** `infoContent` of a push about an order; nothing for what only the parcel tells. */
export function stepOf(one: Booking): string | undefined {
  const { state } = one;
  if (postponed(one)) return 'ORDER_BOOKING';
  if (state === 'accepted') return 'ACCEPT';
  return ['rejected', 'failed', 'dropped'].includes(state) ? 'NOT_SEND' : undefined;
}
