import type { Fen } from '@cartrail/kernel';

/**
 * Shares an amount out by weight so that the shares add up to it exactly: whole fen first, then what is left to the
 * largest remainders, the earlier of two alike. No weight at all shares evenly.
 */
export function allocate(amountFen: Fen, weights: readonly number[]): readonly Fen[] {
  if (weights.length === 0) return [];
  const given = weights.some((weight) => weight > 0) ? weights : weights.map(() => 1);
  const total = given.reduce((sum, weight) => sum + BigInt(weight), 0n);
  const sign = amountFen < 0 ? -1 : 1;
  const amount = BigInt(Math.abs(amountFen));
  const parts = given.map((weight, index) => {
    const share = amount * BigInt(weight);
    return { index, whole: share / total, rest: share % total };
  });
  const left = Number(amount - parts.reduce((sum, { whole }) => sum + whole, 0n));
  const first = [...parts].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1));
  const more = new Set(first.slice(0, left).map(({ index }) => index));
  return parts.map(({ index, whole }) => sign * (Number(whole) + (more.has(index) ? 1 : 0)));
}
