import type { Fen } from '@cartrail/kernel';

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/**
 * Shares of `total` by `weights`, largest remainder first, the earlier on a tie; they add up to `total`. Where every
 * weight is 0 the shares are equal. (The products pass 2^53, hence the big integers.)
 */
export function allocate(total: Fen, weights: readonly number[]): readonly Fen[] {
  if (!isCount(total) || !weights.every(isCount)) throw new RangeError('amounts and weights are whole');
  if (weights.length === 0) {
    if (total > 0) throw new RangeError('nothing to allocate to');
    return [];
  }
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (sum === 0n) return allocate(total, Array<number>(weights.length).fill(1));
  const shares = weights.map((weight, at) => {
    const product = BigInt(total) * BigInt(weight);
    return { at, whole: Number(product / sum), rest: product % sum };
  });
  const left = total - shares.reduce((all, { whole }) => all + whole, 0);
  const rounded = new Set(
    [...shares]
      .sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1))
      .slice(0, left)
      .map(({ at }) => at),
  );
  return shares.map(({ at, whole }) => whole + (rounded.has(at) ? 1 : 0));
}

/**
 * What `units` of a line were paid, after `before` of its `quantity` have gone back already: the largest remainder
 * over equal units, so that the first units carry the odd fen. However a line is returned bit by bit, the bits add up
 * to what it was paid.
 */
export function paidForUnits(paidFen: Fen, quantity: number, before: number, units: number): Fen {
  if (![paidFen, quantity, before, units].every(isCount))
    throw new RangeError('amounts and counts are whole');
  if (before + units > quantity) throw new RangeError('more units than the line has');
  return firstUnits(paidFen, quantity, before + units) - firstUnits(paidFen, quantity, before);
}

function firstUnits(paidFen: Fen, quantity: number, units: number): Fen {
  if (quantity === 0) return 0;
  return Math.floor(paidFen / quantity) * units + Math.min(units, paidFen % quantity);
}
