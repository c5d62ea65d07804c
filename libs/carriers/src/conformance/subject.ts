import type { BookingRequest, QuoteRequest } from '../booking.js';
import type { CallbackReading, CarrierPort } from '../port.js';
import type { CarrierFeature } from '../manifest.js';
import type { BookingPushVariant, BookingSituation } from './booking-server.js';
import type { ConformanceServer, PushVariant, Situation } from './server.js';

export interface Subject {
  readonly port: CarrierPort;
  readonly server: ConformanceServer;
  /** Our code of the carrier the server's waybills belong to. */
  readonly carrier: string;
  /** Of those waybills, for vendors that tell nobody else. */
  readonly phoneTail?: string;
  /** Where pushes may go; nowhere that exists, unless given. */
  readonly callbackUrl?: string;
  /** What to book and to ask the price of, for providers that send couriers. */
  readonly booking?: { readonly request: BookingRequest; readonly quotes: readonly QuoteRequest[] };
}

/** What the vendor's side has to do in a cell. */
export type Scene =
  | `waybill ${Situation}`
  | `signed ${'track' | 'subscribe'}`
  | `push ${PushVariant}`
  | `booking ${BookingSituation}`
  | `booking-push ${BookingPushVariant}`;

/** A guarantee about one feature, before anybody is asked to keep it. */
export interface ConformanceCase {
  readonly feature: CarrierFeature;
  readonly guarantee: string;
  readonly scene: Scene;
}

export interface CellResult extends Pick<ConformanceCase, 'feature' | 'guarantee'> {
  readonly outcome: 'pass' | 'n/a' | 'FAIL';
  readonly why?: string;
  /** Why the vendor's side never does what the cell wants, where that is declared. */
  readonly because?: string;
}

export interface CellDefinition extends ConformanceCase {
  run(subject: Subject): Promise<void>;
}

export const accepted = (reading: CallbackReading): Extract<CallbackReading, { kind: 'accepted' }> => {
  if (reading.kind !== 'accepted') throw new Error(`read as ${reading.kind}`);
  return reading;
};
