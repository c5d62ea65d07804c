import { HOUR } from '@cartrail/kernel';
import type { Booking } from '../state/booking.model.js';

/** The new slot of a courier who is on his way only after the old one has passed; nothing of any other. */
export function postponed({ state, slot, choice }: Booking): Booking['slot'] {
  if (state !== 'assigned' || choice.plan !== 'late' || !slot) return null;
  return { from: slot.to + HOUR, to: slot.to + 3 * HOUR };
}
