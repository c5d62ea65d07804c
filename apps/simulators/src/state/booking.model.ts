import type { Instant } from '@cartrail/kernel';
import type { CarrierCode, FaultName, PlanName } from './model.js';

export const courierPlans = ['comes', 'late', 'never', 'reweighs', 'rejects', 'cancels'] as const;
export type CourierPlan = (typeof courierPlans)[number];

export interface CourierChoice {
  plan: CourierPlan;
  parcelPlan: PlanName;
  parcelFaults: FaultName[];
}

/** What has become of a booking, in nobody's codes. `dropped`: the carrier gave up after accepting. */
export type BookingState =
  | 'placed'
  | 'rejected'
  | 'accepted'
  | 'assigned'
  | 'picked-up'
  | 'weighed'
  | 'settled'
  | 'moving'
  | 'delivering'
  | 'delivered'
  | 'failed'
  | 'cancelled'
  | 'dropped';

/** An account at the aggregator that books couriers and follows parcels. */
export interface Kuaidi100Account {
  key: string;
  secret: string;
  customer: string | null;
  /** Proves callbacks of bookings that bring no salt of their own. */
  salt: string | null;
  /** Its key has run out. */
  expired?: boolean;
}

export interface Contact {
  name: string;
  phone: string;
  address: string;
}

export interface Fee {
  feeType: string;
  feeDesc: string;
  amountFen: number;
}

export interface Settlement {
  at: Instant;
  freightFen: number;
  fees: Fee[];
}

export interface BookingCallback {
  at: Instant;
  /** The vendor's word for it. */
  status: string | number;
}

/** A courier that was really ordered; a vendor may remember more about its own. */
export interface Booking {
  seq: number;
  vendor: string;
  taskId: string;
  orderId: string;
  accountKey: string;
  /** The caller's own id. */
  reference: string;
  carrier: CarrierCode;
  serviceType: string;
  sender: Contact;
  receiver: Contact;
  cargo: string;
  remark: string;
  weightGrams: number;
  billedGrams: number;
  slot: { from: Instant; to: Instant } | null;
  number: string;
  /** Some carriers tell the number later. */
  numberTold: boolean;
  state: BookingState;
  courier: { name: string; mobile: string } | null;
  quotedFen: number;
  settlements: Settlement[];
  choice: CourierChoice;
  madeAt: Instant;
  pickedUpAt: Instant | null;
  cancelMsg: string | null;
  callbacks: BookingCallback[];
}

/** A courier is on his way or still to be found. */
export const isOpen = ({ state }: Booking): boolean => ['placed', 'accepted', 'assigned'].includes(state);

/** Nobody comes any more, and nobody has come. */
export const isCalledOff = ({ state }: Booking): boolean =>
  ['rejected', 'failed', 'cancelled', 'dropped'].includes(state);

/** A subscription to the tracks of one number. */
export interface TrackSubscription {
  accountKey: string;
  company: string;
  number: string;
  phone: string;
  callbackUrl: string;
  salt: string | null;
  resultv2: string;
}
