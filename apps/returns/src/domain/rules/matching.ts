import type { Instant } from '@cartrail/kernel';
import type { PriceKind } from './price.js';
import { scoresOf, smoothed, type MatchWeights, type Scored } from './scoring.js';
import type { Slot } from './slots.js';

export type GoodsKind = 'ordinary' | 'liquid' | 'battery' | 'fresh' | 'valuables';

export interface Candidate extends Scored {
  /** Unique among the candidates. */
  readonly key: string;
  readonly carrier: string;
  readonly priceKind: PriceKind;
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
  /** The buyer is not there after this: a slot must have ended by then. */
  readonly noLaterThan?: Instant;
  readonly insuredCarriersOnly?: boolean;
  readonly weights?: MatchWeights;
  readonly sort?: 'score' | 'price' | 'time';
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

const defaultWeights: MatchWeights = { price: 450, pickup: 250, eta: 200, damage: 100 };

/** Filters, scores and ranks (§7.7); the same whatever order the candidates come in. */
export function match<C extends Candidate>(candidates: readonly C[], request: MatchRequest): Match<C> {
  const judged = candidates.map((candidate) => ({ candidate, why: exclusions(candidate, request) }));
  const left = judged.filter(({ why }) => why.length === 0).map(({ candidate }) => candidate);
  const scores = scoresOf(left, request.weights ?? defaultWeights);
  const labels = labelsOf(left);
  return {
    ranked: left
      .map((candidate, at) => ({ candidate, score: scores[at] ?? 0, why: labels(candidate) }))
      .sort(byOrder(request.sort ?? 'score')),
    excluded: judged
      .filter(({ why }) => why.length > 0)
      .sort((a, b) => compareText(a.candidate.key, b.candidate.key)),
  };
}

function exclusions(candidate: Candidate, request: MatchRequest): Exclusion[] {
  const refused = candidate.refusesGoods ?? [];
  const { noLaterThan = Infinity } = request;
  const rules: readonly (readonly [Exclusion, boolean])[] = [
    ['origin-not-covered', candidate.coversOrigin === false],
    ['destination-not-covered', candidate.coversDestination === false],
    ['below-minimum-weight', request.weightGrams < (candidate.minGrams ?? 0)],
    ['above-maximum-weight', request.weightGrams > (candidate.maxGrams ?? Infinity)],
    ['goods-not-accepted', (request.goods ?? []).some((goods) => refused.includes(goods))],
    ['no-slot', !candidate.slots.some(({ to }) => to <= noLaterThan)],
    ['not-insurable', request.insuredCarriersOnly === true && candidate.insured !== true],
    ['channel-down', candidate.channelUp === false],
  ];
  return rules.filter(([, applies]) => applies).map(([why]) => why);
}

function labelsOf(candidates: readonly Candidate[]): (candidate: Candidate) => readonly Why[] {
  const price = Math.min(...candidates.map(({ priceFen }) => priceFen));
  const eta = Math.min(...candidates.map(({ etaHours }) => etaHours));
  const pickup = Math.max(...candidates.map(({ pickupOnTime }) => smoothed(pickupOnTime)));
  return (candidate) => [
    ...(candidate.priceFen === price ? (['cheapest'] as const) : []),
    ...(candidate.etaHours === eta ? (['fastest'] as const) : []),
    ...(smoothed(candidate.pickupOnTime) === pickup ? (['best-pickup-rate'] as const) : []),
  ];
}

/** Ties: price, earliest slot, carrier code, key. What is shown as equal is ordered as equal. */
function byOrder(sort: 'score' | 'price' | 'time') {
  return (a: Ranked<Candidate>, b: Ranked<Candidate>): number => {
    const [x, y] = [a.candidate, b.candidate];
    const first = { score: 0, price: x.priceFen - y.priceFen, time: x.etaHours - y.etaHours }[sort];
    return (
      first ||
      a.score - b.score ||
      x.priceFen - y.priceFen ||
      earliest(x) - earliest(y) ||
      compareText(x.carrier, y.carrier) ||
      compareText(x.key, y.key)
    );
  };
}

const earliest = ({ slots }: Candidate): Instant => Math.min(...slots.map(({ from }) => from));

const compareText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
