import type { Instant } from '@cartrail/kernel';
import type { CarrierCode, FaultName, PlanName } from './model.js';

export const courierPlans = ['comes', 'late', 'never', 'reweighs', 'rejects', 'cancels'] as const;
export type CourierPlan = (typeof courierPlans)[number];

export interface CourierChoice {
  plan: CourierPlan;
  parcelPlan: PlanName;
  parcelFaults: FaultName[];
}

/** An account at the aggregator that books couriers and follows parcels. */
export interface Kuaidi100Account {
  key: string;
  secret: string;
  customer: string | null;
  /** Proves callbacks of bookings that bring no salt of their own. */
  salt: string | null;
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
  status: number;
}

export interface Booking {
  seq: number;
  taskId: string;
  orderId: string;
  accountKey: string;
  /** The caller's own id; the same one brings the same booking for 48 hours. */
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
  dayType: string;
  callbackUrl: string;
  salt: string | null;
  /** Where tracks of the parcel go, if asked for together with the booking. */
  pollUrl: string;
  number: string;
  /** Some carriers tell the number later. */
  numberTold: boolean;
  status: number;
  courier: { name: string; mobile: string } | null;
  quotedFen: number;
  settlements: Settlement[];
  choice: CourierChoice;
  madeAt: Instant;
  pickedUpAt: Instant | null;
  cancelMsg: string | null;
  callbacks: BookingCallback[];
}

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
