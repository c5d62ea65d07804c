import type { Instant } from '@cartrail/kernel';
import { untilPickup, type Step } from '../couriers/schedule.js';
import type { Booking, BookingState } from '../state/booking.model.js';
import type { Origin } from './gate.js';

export const JDL = 'jdl';

export interface JdlBooking extends Booking {
  origin: Origin;
  /** Its steps are pushed. */
  followed: boolean;
}

export const isOurs = (one: Booking): one is JdlBooking => one.vendor === JDL;

/** `state` of the node that a step of an order is; nothing for what only the parcel tells. */
const codes: Readonly<Partial<Record<BookingState, string>>> = {
  placed: '10010',
  accepted: '200034',
  assigned: '200036',
  'picked-up': '200001',
  rejected: '200010',
  failed: '200067',
  cancelled: '200010',
  dropped: '200010',
};

/** A parcel that was stopped on its way is told as a parcel. */
export const stepOf = ({ state, pickedUpAt }: Booking): string | undefined =>
  state === 'cancelled' && pickedUpAt !== null ? undefined : codes[state];

const steps: Readonly<Partial<Record<BookingState, Step>>> = {
  rejected: 'rejected',
  accepted: 'accepted',
  assigned: 'approaching',
  'picked-up': 'picked-up',
  failed: 'failed',
  dropped: 'carrier-cancels',
};

/** When the step was due: a jump of the clock tells several at once, and their order counts. */
export const momentOf = (one: Booking, now: Instant): Instant =>
  one.state === 'placed'
    ? one.madeAt
    : (untilPickup(one).find(({ step }) => step === steps[one.state])?.at ?? now);
