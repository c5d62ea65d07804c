import type { BookingStatus } from '../booking.js';
import { UNKNOWN } from '../status.js';

/** `data.status` of an order callback → ours (carriers §3.6). */
export const bookingStatusTable: ReadonlyMap<string, BookingStatus> = new Map<string, BookingStatus>([
  ['0', 'placed'],
  ['1', 'accepted'],
  ['2', 'courier_assigned'],
  ['200', 'label_ready'],
  ['10', 'picked_up'],
  ['101', 'in_transit'],
  ['400', 'out_for_delivery'],
  ['13', 'delivered'],
  // 异常签收: delivered all the same; the code says what was odd about it.
  ['14', 'delivered'],
  ['15', 'settled'],
  ['155', 'weight_changed'],
  ['166', 'reopened'],
  ['9', 'cancelled_by_user'],
  ['99', 'cancelled_by_carrier'],
  ['11', 'pickup_failed'],
  ['12', 'returned'],
  ['201', 'rejected'],
  ['610', 'rejected'],
]);

export const toBookingStatus = (code: string): BookingStatus => bookingStatusTable.get(code) ?? UNKNOWN;
