import type { RateCard } from './price.js';

/** What the synthetic card says of a carrier beside its prices: priors of the rates, and hours in Z3. */
export interface CarrierPrior {
  readonly carrier: string;
  readonly pickupOnTimePpm: number;
  readonly damagePpm: number;
  readonly crossProvinceHours: number;
}

export declare const sandboxRateCards: readonly RateCard[];
export declare const carrierPriors: readonly CarrierPrior[];

/** A carrier nobody described: the middle of the table, so that not knowing is no advantage. */
export declare function priorOf(carrier: string): CarrierPrior;
