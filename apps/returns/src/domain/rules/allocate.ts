import type { Fen } from '@cartrail/kernel';

/** Shares of `total` by `weights`, largest remainder first, the earlier on a tie; they add up to `total`. */
export declare function allocate(total: Fen, weights: readonly number[]): readonly Fen[];

/**
 * What `units` of a line were paid, after `before` of its `quantity` have gone back already. However a line is
 * returned bit by bit, the bits add up to what it was paid.
 */
export declare function paidForUnits(paidFen: Fen, quantity: number, before: number, units: number): Fen;
