import type { Booking, BookingState } from '../state/booking.model.js';

export const STO = 'sto';

/** 打回: STO's people give the order back; 取消: it ends. What only the parcel tells is missing. */
const statuses: Readonly<Partial<Record<BookingState, number>>> = {
  placed: 1,
  accepted: 2,
  'picked-up': 5,
  cancelled: 4,
  dropped: 4,
  rejected: 6,
  failed: 6,
};

export const statusOf = ({ state }: Booking): number | undefined => statuses[state];
