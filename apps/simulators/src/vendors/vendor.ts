import type { FastifyInstance } from 'fastify';
import type { Outlet } from '../delivery/outlet.js';
import type { Booking, Fee } from '../state/booking.model.js';
import type { Parcel, Scan } from '../state/model.js';

/** What a move of a booking brings beside its new state. */
export interface Change {
  message?: string;
  weightGrams?: number;
  freightFen?: number;
  fees?: readonly Fee[];
}

/** A scan that has become known; `history` is all that is known with it, by time of the scan. */
export interface News {
  readonly parcel: Parcel;
  readonly scan: Scan;
  readonly history: readonly Scan[];
}

/** `PUT /control/<vendor>-accounts`. */
export interface AccountDesk {
  /** What the body looks like, for people. */
  readonly what: string;
  /** Its JSON schema. */
  readonly body: object;
  /** Answers what may be shown of it. */
  put(body: unknown): object;
}

/** A vendor that sends couriers. */
export interface CourierDesk {
  /** A booking made here has a new state. */
  moved(one: Booking, change: Change): void;
  /** The vendor's word for the state of a booking. */
  statusOf(one: Booking): string | number;
}

/** A carrier or aggregator: its own doors, accounts and pushes around the one world of parcels and couriers. */
export interface Vendor extends Outlet {
  /** The path of its doors, its name in the ledger and in faults, `vendor` of its bookings. */
  readonly id: string;
  readonly label: string;
  readonly accounts: AccountDesk;
  readonly couriers?: CourierDesk;
  /** Doors under `/<id>/`; bodies arrive as `Received`. */
  register(app: FastifyInstance): void;
  /** Some parcel of any carrier has moved: who wants to know is the vendor's business. */
  scanned(news: News): void;
  /** Nobody will ask for the parcel any more. */
  forget(number: string): void;
}
