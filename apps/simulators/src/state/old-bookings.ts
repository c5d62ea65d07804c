import type { Booking, BookingState } from './booking.model.js';

/** Bookings were Kuaidi100's alone, and kept their state as its number. */
export type SavedBooking = Booking | (Omit<Booking, 'vendor' | 'state'> & { status: number });

const states: Readonly<Record<number, BookingState>> = {
  0: 'placed',
  1: 'accepted',
  2: 'assigned',
  9: 'cancelled',
  10: 'picked-up',
  11: 'failed',
  13: 'delivered',
  15: 'settled',
  99: 'dropped',
  101: 'moving',
  155: 'weighed',
  400: 'delivering',
  610: 'rejected',
};

/** A booking of a snapshot, whenever that was written. */
export function upToDate(saved: SavedBooking): Booking {
  if ('state' in saved) return saved;
  const { status, ...rest } = saved;
  return { ...rest, vendor: 'kuaidi100', state: states[status] ?? 'placed' };
}
