import type { BookingStatus } from '../booking.js';
import { UNKNOWN } from '../status.js';

/** `status` of an ORDER_STATUS_CHANGE_NOTIFY, and the other events of an order by their names → ours (carriers §7). */
export const bookingStatusTable: ReadonlyMap<string, BookingStatus> = new Map<string, BookingStatus>([
  // 已分配, 已调派
  ['1', 'accepted'],
  ['2', 'courier_assigned'],
  // STO does not say who cancelled. What we cancelled we know by the answer, so what is news came from its side.
  ['4', 'cancelled_by_carrier'],
  ['ORDER_CANCEL_NOTIFY', 'cancelled_by_carrier'],
  // 已完成: an order is done when its parcel was collected.
  ['5', 'picked_up'],
  // 已打回
  ['6', 'rejected'],
  ['ORDER_RETURN_NOTIFY', 'rejected'],
  // A new time for the courier leaves an order accepted.
  ['ORDER_UPDATE_FETCHTIME_NOTIFY', 'accepted'],
]);

export const toBookingStatus = (code: string): BookingStatus => bookingStatusTable.get(code) ?? UNKNOWN;
