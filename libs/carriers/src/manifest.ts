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
  readonly config: new () => Config;
  /** Never logged, never answered, stored encrypted. */
  readonly secrets: readonly string[];
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
