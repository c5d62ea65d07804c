import type { Clock } from '@cartrail/kernel';
import type {
  BookingAnswer,
  BookingCancellation,
  BookingReport,
  BookingRequest,
  CarrierQuote,
  PushedBooking,
  QuoteRequest,
} from './booking.js';
import type { CarrierHttp } from './http.js';
import type { CarrierFeature, CarrierManifest } from './manifest.js';
import type { Candidate } from './recognise.js';
import type { CarrierReport } from './report.js';

/** A provider's account, ready to use: one per set of credentials, kept and shared by its user. */
export interface CarrierPort {
  readonly manifest: CarrierManifest;
  /** Asks for pushes about a waybill. Throws `CarrierError`. */
  readonly subscribe: ((waybill: CarrierWaybill) => Promise<SubscribeResult>) | NotSupported;
  /** Asks for the journey so far; no scans yet is an answer, not an error. Throws `CarrierError`. */
  readonly track: ((waybill: CarrierWaybill) => Promise<TrackResult>) | NotSupported;
  readonly callbacks: CallbackPort | NotSupported;
  readonly pickups: PickupPort | NotSupported;
  /**
   * Whose number it may be, in the provider's own order; empty where it knows nobody. One source among others and never
   * a certainty: `weigh` puts it beside them. Throws `CarrierError`.
   */
  readonly recognise: ((number: string) => Promise<readonly Candidate[]>) | NotSupported;
  /**
   * Asks to have a parcel stopped and sent back to its sender. An answer says that the wish was taken; whether the parcel
   * was stopped is told by its scans. Throws `CarrierError`, `unknown-outcome` where the wish may have been taken.
   */
  readonly intercept: ((request: InterceptRequest) => Promise<InterceptAnswer>) | NotSupported;
}

export interface InterceptRequest {
  /** The waybill's. */
  readonly number: string;
  /** Our catalogue's code. */
  readonly carrier: string;
  /** Ours, at most 32 characters, for providers that want the wish itself to have a number. */
  readonly reference: string;
  readonly why: string;
}

export interface InterceptAnswer {
  /** The provider's name of the wish, where it gives one. */
  readonly interceptId?: string;
}

/** Sending couriers. Every operation throws `CarrierError`. */
export interface PickupPort {
  readonly quote: ((requests: readonly QuoteRequest[]) => Promise<readonly CarrierQuote[]>) | NotSupported;
  /** Whether the carrier fetches at the one end and delivers to the other. */
  readonly reach: ((request: QuoteRequest) => Promise<boolean>) | NotSupported;
  /** Silence, or a broken answer, ends as `unknown-outcome`: a courier may be on the way, so find the booking. */
  readonly book: (request: BookingRequest) => Promise<BookingAnswer>;
  /**
   * The booking made under this reference, or a new one if there is none; works while the provider remembers the
   * reference (`manifest.limits.bookingMemoryMs` after the first try). `permanent`: there is none and the provider
   * makes none. After any other error it is still unknown whether there is one.
   */
  readonly findBooking: ((request: BookingRequest) => Promise<BookingAnswer>) | NotSupported;
  /** `unknown-outcome` where it may have been cancelled: look with `detail`, or wait for the callback. */
  readonly cancel: (booking: BookingCancellation) => Promise<void>;
  readonly change: ((request: BookingRequest & BookingAnswer) => Promise<void>) | NotSupported;
  readonly detail: ((booking: { readonly bookingId: string }) => Promise<BookingReport>) | NotSupported;
}

/** Reading what a provider sends to us. Synchronous and pure: it runs for every push. */
export interface CallbackPort {
  /** Whether the account's secret signed exactly these bytes; looks at nothing else and never throws. */
  verify(raw: RawCallback): boolean;
  /** Reads bytes that were verified when they arrived. Throws `MalformedCallback`. */
  parse(raw: RawCallback): CallbackContent;
  /** Both in one: verifies first, parses only what verified; never throws. */
  read(raw: RawCallback): CallbackReading;
  /** The answer the provider expects, in its own form; `to` is what it answers, where forms differ by what came. */
  ack(ok: boolean, reason?: string, to?: RawCallback): CallbackAnswer;
}

export interface NotSupported {
  readonly notSupported: true;
  readonly why: string;
}

export const notSupported = (why: string): NotSupported => ({ notSupported: true, why });

/** What a manifest says about an operation that an adapter does not have. */
export function withheld({ provider, features }: CarrierManifest, feature: CarrierFeature): NotSupported {
  const why = features[feature];
  if (why === true) throw new Error(`${provider} declares ${feature} and does not have it`);
  return notSupported(why);
}

/** Narrows an operation to the usable one. */
export const isSupported = <T extends object>(operation: T | NotSupported): operation is T =>
  !('notSupported' in operation);

export interface CarrierWaybill {
  readonly number: string;
  /** Our catalogue's code. */
  readonly carrier: string;
  /** Last four digits of the sender's or receiver's phone; sent only where the provider wants them. */
  readonly phoneTail?: string;
  /** Opaque reference, echoed in pushes where the provider can. */
  readonly reference?: string;
  /** Where pushes about it go, for providers that want to be told with every subscription. */
  readonly callbackUrl?: string;
}

export interface SubscribeResult {
  readonly accepted: true;
  readonly estimatedDeliveryText?: string;
}

export type TrackResult = CarrierReport;

export interface RawCallback {
  /** Lower-case names; only the content type is looked at by providers that sign inside the body. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The exact bytes on the wire. */
  readonly body: Buffer;
}

export interface CallbackContent {
  /** The provider's kind of callback, raw (`102`). */
  readonly kind: string;
  readonly reports: readonly CarrierReport[];
  readonly bookings: readonly PushedBooking[];
  /** Items that name no waybill, described without their content. */
  readonly unreadable: readonly string[];
  /** Left out, and nobody has to look: what is not read on purpose, or a weight beside what was told without it. */
  readonly ignored?: readonly string[];
}

export type CallbackReading =
  | { readonly kind: 'accepted'; readonly content: CallbackContent }
  | { readonly kind: 'forged' }
  | { readonly kind: 'malformed'; readonly why: string };

export interface CallbackAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface CarrierDependencies {
  readonly http: CarrierHttp;
  /** Business time, for the times we write to the vendor. */
  readonly clock: Clock;
}

export type CarrierFactory<Config> = (config: Config, dependencies: CarrierDependencies) => CarrierPort;
