import type { BookingRequest } from '../booking.js';
import type { CarrierFeature } from '../manifest.js';
import type { RawCallback } from '../port.js';

/** How the vendor's side shall treat the next call about a booking. */
export type BookingSituation =
  | 'answers'
  | 'without-number'
  | 'refuses'
  /** In words that name whom the request is about: `aloud`. */
  | 'refuses-aloud'
  | 'refused-credentials'
  | 'throttled'
  | 'duplicate'
  | 'http-500'
  | 'not-json'
  | 'endless-answer'
  | 'time-out'
  /** The call takes effect and the connection is cut before the answer. */
  | 'lost-answer'
  | 'unknown-code';

export type BookingPushVariant =
  | 'plain'
  | 'settled'
  | 'json-body'
  | 'json-in-json'
  | 'empty-strings'
  | 'unknown-code'
  /** Its words, and whatever else may name people, are about `PERSON`. */
  | 'names-people'
  | 'long-id'
  | 'huge'
  | 'bad-signature'
  | 'no-signature'
  | 'signed-nonsense'
  | 'nonsense-amount';

/** The id of the `long-id` push: more digits than a double holds. */
export const LONG_ID = '9007199254740993124';

export interface BookingServer {
  /** Arranges the next calls, of the feature; what was booked before stays booked. `false`: it cannot do that. */
  arrange(situation: BookingSituation, feature?: CarrierFeature): Promise<boolean>;
  /** What a request has to say for the vendor to behave so; absent where any request will do. */
  wish?(situation: BookingSituation, feature: CarrierFeature): Partial<BookingRequest>;
  /** The request arranged for, as the vendor read it: whether the signature covered the bytes sent, and our reference. */
  received(): Promise<{ readonly signed: boolean; readonly reference?: string }>;
  /** How many bookings there are by now. */
  made(): Promise<number>;
  push(variant: BookingPushVariant): Promise<RawCallback | undefined>;
  /** It takes wishes to stop a parcel; they are arranged and received as bookings are. */
  readonly intercepts?: true;
  /** The number of a parcel that can be stopped; absent where any number will do. */
  onItsWay?(): Promise<string>;
}
