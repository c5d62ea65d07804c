import type { BookingStatus } from '../booking.js';
import { UNKNOWN, type ScanStatus } from '../status.js';
import { statusTable, toStatus } from './status-table.js';

/** `state` or `category` of the last node, as far as it is about the booking (carriers §10). */
const rows: readonly (readonly [codes: string, status: BookingStatus])[] = [
  ['10010 100', 'placed'],
  ['390', 'accepted'],
  ['200018 200034 200030 200037 200035 200036 200053', 'courier_assigned'],
  ['200052 200059 200064 200067', 'pickup_failed'],
  // Who called it off is not said. What we called off ourselves is known where it was done.
  ['200010 690', 'cancelled_by_carrier'],
];

export const bookingStatusTable: ReadonlyMap<string, BookingStatus> = new Map(
  rows.flatMap(([codes, status]) => codes.split(' ').map((code) => [code, status] as const)),
);

/** Once the parcel is on its way, how it is says how the booking is. */
const byParcel: Readonly<Partial<Record<ScanStatus, BookingStatus>>> = {
  PICKED_UP: 'picked_up',
  IN_TRANSIT: 'in_transit',
  OUT_FOR_DELIVERY: 'out_for_delivery',
  DELIVERED: 'delivered',
  RETURNED: 'returned',
};

export const toBookingStatus = (code: string, parcel: ScanStatus = toStatus(code).status): BookingStatus =>
  bookingStatusTable.get(code) ?? byParcel[parcel] ?? UNKNOWN;

/** Whether a node is about the order. Of a state nobody mapped, and where there is none, the stage says it. */
export const isOfOrder = (state: string, category: string): boolean =>
  bookingStatusTable.has(statusTable.has(state) ? state : category);
