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
  /** Whole hours. */
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
  /** The buyer is not there after this: a slot must have ended by then. */
  readonly noLaterThan?: Instant;
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

const defaultWeights: MatchWeights = { price: 450, pickup: 250, eta: 200, damage: 100 };

/** `undefined`: they can be used. */
export function weightsRefusal(weights: MatchWeights): string | undefined {
  const values = [weights.price, weights.pickup, weights.eta, weights.damage];
  if (!values.every((value) => Number.isSafeInteger(value) && value >= 0))
    return 'weights are whole per mille, none below 0';
  return values.reduce((all, value) => all + value, 0) === 1000 ? undefined : 'weights add up to 1000';
}

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

/** Rates and positions are whole billionths: exact enough to show four decimals, and the same on every machine. */
const BILLION = 1_000_000_000n;
const PRIOR_WEIGHT = 50;

/** `(count + 50·prior) / (of + 50)`, in billionths. */
export const smoothed = ({ count, of, priorPpm }: ObservedRate): number =>
  Number(
    ((BigInt(count) * 1_000_000n + BigInt(PRIOR_WEIGHT * priorPpm)) * BILLION) /
      (BigInt(of + PRIOR_WEIGHT) * 1_000_000n),
  );

/** Weighted positions between the best (0) and the worst (1) of each column, in ten-thousandths. */
function scoresOf(candidates: readonly Candidate[], weights: MatchWeights): readonly number[] {
  const columns: readonly (readonly [number, readonly bigint[]])[] = [
    [weights.price, positions(candidates.map(({ priceFen }) => priceFen))],
    [weights.pickup, positions(candidates.map(({ pickupOnTime }) => -smoothed(pickupOnTime)))],
    [weights.eta, positions(candidates.map(({ etaHours }) => etaHours))],
    [weights.damage, positions(candidates.map(({ damage }) => smoothed(damage)))],
  ];
  return candidates.map((_, at) => {
    const sum = columns.reduce((all, [weight, column]) => all + BigInt(weight) * (column[at] ?? 0n), 0n);
    // Per mille times billionths, rounded half up to ten-thousandths.
    return Number((sum + 50_000_000n) / 100_000_000n);
  });
}

/** Min-max, in billionths; all 0 where all are equal. */
function positions(values: readonly number[]): readonly bigint[] {
  if (values.length === 0) return [];
  const lowest = Math.min(...values);
  const span = BigInt(Math.max(...values) - lowest);
  return values.map((value) => (span === 0n ? 0n : (BigInt(value - lowest) * BILLION) / span));
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
