import type { Booking, BookingState } from '../state/booking.model.js';

/** What this aggregator remembers of its bookings beside what all are. */
export interface Kuaidi100Booking extends Booking {
  dayType: string;
  callbackUrl: string;
  salt: string | null;
  /** Where tracks of the parcel go, if asked for together with the booking. */
  pollUrl: string;
}

export const VENDOR = 'kuaidi100';

export const isOurs = (one: Booking | undefined): one is Kuaidi100Booking => one?.vendor === VENDOR;

/** Its numbers for what becomes of a booking. */
export const statusOf: Readonly<Record<BookingState, number>> = {
  placed: 0,
  accepted: 1,
  assigned: 2,
  cancelled: 9,
  'picked-up': 10,
  failed: 11,
  delivered: 13,
  settled: 15,
  dropped: 99,
  moving: 101,
  weighed: 155,
  delivering: 400,
  rejected: 610,
};
