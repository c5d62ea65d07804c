import type { Booking, BookingState } from '../state/booking.model.js';

export const ZTO = 'zto';

export interface ZtoBooking extends Booking {
  /** Somebody asked for pushes about it. */
  followed: boolean;
}

export const isOurs = (one: Booking): one is ZtoBooking => one.vendor === ZTO;

/** `pre_order_status`, as the one application known to read it does; nothing for what only the parcel tells. */
export const statuses: Readonly<Partial<Record<BookingState, number>>> = {
  placed: 1,
  accepted: 2,
  assigned: 3,
  'picked-up': 4,
  delivered: 5,
  rejected: 6,
  failed: 6,
  cancelled: 6,
  dropped: 6,
};
export const NUMBER_ASSIGNED = 15;
