import type { CarrierFeature } from '../manifest.js';
import type { RawCallback } from '../port.js';
import type { BookingServer } from './booking-server.js';

/** How the vendor's side shall behave for one waybill. */
export const situations = [
  'moving',
  'no-data',
  'refused-credentials',
  'throttled',
  'http-500',
  'not-json',
  'endless-answer',
  'time-out',
] as const;
export type Situation = (typeof situations)[number];

export const pushVariants = [
  'plain',
  /** The plain push, as it comes a second time. */
  'again',
  'json-body',
  'encoded-twice',
  'json-in-json',
  'repeated',
  'reversed',
  'unknown-code',
  /** Its words, and whatever else may name people, are about `PERSON`. */
  'names-people',
  'long-number',
  'huge',
  'bad-signature',
  'no-signature',
  'signed-nonsense',
] as const;
export type PushVariant = (typeof pushVariants)[number];

/** The number of the `long-number` push: more digits than a double holds. */
export const LONG_NUMBER = '9007199254740993123';

/** The vendor's side of the wire: a scripted server or a simulator. `undefined` = it cannot do that. */
export interface ConformanceServer {
  /** Arranges the next calls, of the feature, and returns the number to ask about. */
  arrange(situation: Situation, feature: CarrierFeature): Promise<string | undefined>;
  /**
   * The request arranged for: whether the signature covered the bytes sent. `undefined`: the vendor wants none there.
   * Absent where `bookings` tells it of every call.
   */
  received?(): Promise<{ readonly signed: boolean } | undefined>;
  /** The exact bytes and headers of a push about a moving waybill. */
  push(variant: PushVariant): Promise<RawCallback | undefined>;
  /** It answers whose number it is, of the numbers it arranges. */
  readonly recognises?: true;
  /** The part of it that sends couriers, where it has one. */
  readonly bookings?: BookingServer;
}
