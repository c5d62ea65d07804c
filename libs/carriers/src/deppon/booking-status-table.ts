import type { BookingStatus } from '../booking.js';
import { UNKNOWN } from '../status.js';

/** A courier is on his way, and the words of the push say who. */
export const COURIER_NAMED = 'RECEIPTING';

/**
 * `statusType` of an order, in a push or asked for → ours (carriers §12). Left out, and so kept raw: SIGNFAILED and GOBACK, of which nobody
 * says whether they are about the order or its parcel.
 */
export const bookingStatusTable: ReadonlyMap<string, BookingStatus> = new Map<string, BookingStatus>([
  // 已约车
  ['SHOUTCAR', 'accepted'],
  // 接货中
  [COURIER_NAMED, 'courier_assigned'],
  // 已开单
  ['GOT', 'picked_up'],
  // 揽货失败
  ['FAILGOT', 'pickup_failed'],
  // Who called it off is not said. What we called off ourselves is known where it was done.
  ['CANCEL', 'cancelled_by_carrier'],
  ['INVALID', 'cancelled_by_carrier'],
  ['SIGNSUCCESS', 'delivered'],
]);

export const toBookingStatus = (code: string): BookingStatus => bookingStatusTable.get(code) ?? UNKNOWN;
