import type { Booking, BookingState } from '../state/booking.model.js';

export const JT = 'jt';

const steps: Readonly<Partial<Record<BookingState, readonly string[]>>> = {
  assigned: ['已调派业务员'],
  'picked-up': ['已取件', '已揽收'],
  rejected: ['已取消'],
  failed: ['已取消'],
  cancelled: ['已取消'],
  dropped: ['已取消'],
};

/** What is pushed when a booking comes to where it is; nothing for what only the parcel tells. */
export const stepsOf = ({ state }: Booking): readonly string[] => steps[state] ?? [];
