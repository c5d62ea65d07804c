import type { BookingStatus } from '../booking.js';
import { UNKNOWN } from '../status.js';

/** `scanType` of an order push → ours (carriers §9). */
export const bookingStatusTable: ReadonlyMap<string, BookingStatus> = new Map<string, BookingStatus>([
  ['已调派业务员', 'courier_assigned'],
  ['已揽收', 'picked_up'],
  ['已取件', 'picked_up'],
  // J&T does not say who cancelled. What we cancelled we know by the answer, so what is news came from its side.
  ['已取消', 'cancelled_by_carrier'],
]);

export const toBookingStatus = (code: string): BookingStatus => bookingStatusTable.get(code) ?? UNKNOWN;
