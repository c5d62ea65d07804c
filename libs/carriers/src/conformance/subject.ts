import type { BookingRequest, QuoteRequest } from '../booking.js';
import type { CallbackReading, CarrierPort } from '../port.js';
import type { CarrierFeature } from '../manifest.js';
import type { ConformanceServer } from './server.js';

export interface Subject {
  readonly port: CarrierPort;
  readonly server: ConformanceServer;
  /** Our code of the carrier the server's waybills belong to. */
  readonly carrier: string;
  /** What to book and to ask the price of, for providers that send couriers. */
  readonly booking?: { readonly request: BookingRequest; readonly quotes: readonly QuoteRequest[] };
}

export interface CellDefinition {
  readonly feature: CarrierFeature;
  readonly guarantee: string;
  run(subject: Subject): Promise<void>;
}

export const accepted = (reading: CallbackReading): Extract<CallbackReading, { kind: 'accepted' }> => {
  if (reading.kind !== 'accepted') throw new Error(`read as ${reading.kind}`);
  return reading;
};
