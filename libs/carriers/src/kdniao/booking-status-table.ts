import type { BookingStatus } from '../booking.js';
import { UNKNOWN } from '../status.js';

/**
 * `State` of push 103 → ours (carriers §2.6, §14). Left out, and so kept raw: a moved appointment (110), payments (121,
 * 122, 701), disputes (206, 207), tickets (401, 501), an order that was changed (402) and further parcels (502), for
 * none of which we have a word that claims no more than they do.
 */
export const bookingStatusTable: ReadonlyMap<string, BookingStatus> = new Map<string, BookingStatus>([
  ['99', 'rejected'],
  ['102', 'accepted'],
  ['103', 'courier_assigned'],
  ['104', 'picked_up'],
  // 转派: another carrier takes it over, also after the first one had given up.
  ['109', 'reopened'],
  ['120', 'label_ready'],
  ['2', 'in_transit'],
  ['3', 'delivered'],
  // Who called it off is not said. What we called off ourselves is known where it was done.
  ['203', 'cancelled_by_carrier'],
  ['208', 'weight_changed'],
  ['301', 'picked_up'],
  // 更换运单号: the push has the new number.
  ['302', 'label_ready'],
  ['601', 'settled'],
]);

export const toBookingStatus = (code: string): BookingStatus => bookingStatusTable.get(code) ?? UNKNOWN;
