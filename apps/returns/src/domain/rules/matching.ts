import type { Fen, Instant } from '@cartrail/kernel';
import type { PriceKind } from './price.js';
import type { Slot } from './slots.js';

/** Of 30 days, for one carrier at one origin city; the prior counts as 50 observations. */
export interface ObservedRate {
  readonly count: number;
  readonly of: number;
  readonly priorPpm: number;
}

export type GoodsKind = 'ordinary' | 'liquid' | 'battery' | 'fresh' | 'valuables';

export interface Candidate {
  /** Unique among the candidates. */
  readonly key: string;
  readonly carrier: string;
  readonly priceFen: Fen;
  readonly priceKind: PriceKind;
  readonly etaHours: number;
  readonly pickupOnTime: ObservedRate;
  readonly damage: ObservedRate;
  /** Bookable now, earliest first ({@link slotsFor}). */
  readonly slots: readonly Slot[];
  /** Absent: nobody said it does not. */
  readonly coversOrigin?: boolean;
  readonly coversDestination?: boolean;
  readonly minGrams?: number;
  readonly maxGrams?: number;
  readonly refusesGoods?: readonly GoodsKind[];
  readonly insured?: boolean;
  readonly channelUp?: boolean;
}

export interface MatchRequest {
  readonly weightGrams: number;
  readonly goods?: readonly GoodsKind[];
  /** The buyer is not there after this. */
  readonly latestSlotStart?: Instant;
  readonly insuredCarriersOnly?: boolean;
  readonly weights?: MatchWeights;
  readonly sort?: 'score' | 'price' | 'time';
}

/** Per mille; they add up to 1000. */
export interface MatchWeights {
  readonly price: number;
  readonly pickup: number;
  readonly eta: number;
  readonly damage: number;
}

export type Exclusion =
  | 'origin-not-covered'
  | 'destination-not-covered'
  | 'below-minimum-weight'
  | 'above-maximum-weight'
  | 'goods-not-accepted'
  | 'no-slot'
  | 'not-insurable'
  | 'channel-down';

export type Why = 'cheapest' | 'fastest' | 'best-pickup-rate';

export interface Ranked<C extends Candidate> {
  readonly candidate: C;
  /** Ten-thousandths, 0 is best. */
  readonly score: number;
  readonly why: readonly Why[];
}

export interface Excluded<C extends Candidate> {
  readonly candidate: C;
  readonly why: readonly Exclusion[];
}

export interface Match<C extends Candidate> {
  readonly ranked: readonly Ranked<C>[];
  readonly excluded: readonly Excluded<C>[];
}

/** `undefined`: they can be used. */
export declare function weightsRefusal(weights: MatchWeights): string | undefined;

export declare function match<C extends Candidate>(candidates: readonly C[], request: MatchRequest): Match<C>;
