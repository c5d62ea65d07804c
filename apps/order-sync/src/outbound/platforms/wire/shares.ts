import type { Fen } from '@cartrail/kernel';
import { allocate } from '../../../domain/allocate.js';

export const sumOf = (amounts: readonly Fen[]): Fen => amounts.reduce((whole, amount) => whole + amount, 0);

/** The amounts as given where they add up to one of the totals, else the first total shared out by them. */
export const addingUpTo = (totals: readonly [Fen, ...Fen[]], given: readonly Fen[]): readonly Fen[] =>
  totals.includes(sumOf(given)) ? given : allocate(totals[0], given);
