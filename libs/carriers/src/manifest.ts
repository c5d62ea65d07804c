import type { CarrierLimits } from './limits.js';

/** What a provider can do and needs; read by the registry, the conformance suite and the console. */
export interface CarrierManifest<Config extends object = object> {
  /** Provider id, as in `/callbacks/<provider>/…`. */
  readonly provider: string;
  readonly label: { readonly zh: string; readonly en: string };
  readonly documentation: string;
  /** `true`, or why not, for people: a provider's documents may be silent, or we may not have built it. */
  readonly features: Readonly<Record<CarrierFeature, true | string>>;
  /** Where the provider says the same thing again, the whole history each time. */
  readonly fullHistory: boolean;
  readonly limits: CarrierLimits;
  /** What an account in the provider's sandbox is opened with, or why there is none for us. */
  readonly sandbox: CarrierSandbox<Config> | string;
  readonly config: new () => Config;
  /** Never logged, never answered, stored encrypted. */
  readonly secrets: readonly string[];
}

export interface CarrierSandbox<Config extends object = object> {
  /** Its addresses, and what else leads there; they take the place of the account's. */
  readonly settings: Readonly<Partial<Config>>;
  /** What it does not have, though the provider has it: a call of a sandbox account must not reach the live one. */
  readonly without?: readonly ('subscribe' | 'track' | 'recognise' | 'intercept')[];
}

/** Why a carrier's own interface recognises no numbers. */
export const OWN_PARCELS_ONLY = 'it knows its own parcels only: ask an aggregator whose a number is';

export const carrierFeatures = [
  'subscribe',
  'track',
  'push',
  'signed-push',
  'recognise',
  'quote',
  'reach',
  'book',
  'find-booking',
  'change',
  'cancel',
  'detail',
  'booking-push',
  'intercept',
] as const;
export type CarrierFeature = (typeof carrierFeatures)[number];
