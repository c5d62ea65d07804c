import type { Fen } from '@cartrail/kernel';

/** Of 30 days, for one carrier at one origin city; the prior counts as 50 observations. */
export interface ObservedRate {
  readonly count: number;
  readonly of: number;
  readonly priorPpm: number;
}

/** What a candidate is scored by; less is better, but for coming on time. */
export interface Scored {
  readonly priceFen: Fen;
  /** Whole hours. */
  readonly etaHours: number;
  readonly pickupOnTime: ObservedRate;
  readonly damage: ObservedRate;
}

/** Per mille; they add up to 1000. */
export interface MatchWeights {
  readonly price: number;
  readonly pickup: number;
  readonly eta: number;
  readonly damage: number;
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
export function scoresOf(candidates: readonly Scored[], weights: MatchWeights): readonly number[] {
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
