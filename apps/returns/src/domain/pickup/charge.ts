import type { Fen, Instant } from '@cartrail/kernel';

/** A whole bill as a callback told it. */
export interface Bill {
  /** What it lists, each kind with its amount. */
  readonly fees: readonly string[];
  /** When the provider made it, where it says so. */
  readonly at?: Instant;
}

/** What a report says of money. */
export interface Charge {
  /** The sum; undefined where it says nothing. */
  readonly feesFen?: Fen;
  /** In an answer to our question: everything so far. */
  readonly inAll: boolean;
  /** In a callback that tells the whole bill so far; without it a callback charges on top of earlier ones. */
  readonly bill?: Bill;
}

export interface Charged {
  /** What callbacks have charged so far, and what the provider answered was the whole bill. */
  readonly toldFen?: Fen;
  readonly billedFen?: Fen;
  readonly chargedFen?: Fen;
  /** The newest whole bill of a callback. */
  readonly bill?: Bill;
}

/** Callbacks and answers tell of the same fees: whichever knows more counts. */
export function charge(
  { toldFen = 0, billedFen = 0, bill: known }: Charged,
  { feesFen, inAll, bill }: Charge,
): Charged {
  if (feesFen === undefined) return {};
  if (inAll) return { toldFen, billedFen: feesFen, chargedFen: Math.max(toldFen, feesFen) };
  const told = bill ? feesFen : toldFen + feesFen;
  return { toldFen: told, billedFen, chargedFen: Math.max(told, billedFen), bill: bill ?? known };
}

/** Bills arrive in any order. Where nobody says when one was made: they grow, so what lists less of the same is older. */
export function isOutdated({ bill: known }: Charged, { bill }: Charge): boolean {
  if (!bill || !known) return false;
  if (bill.at !== undefined && known.at !== undefined && bill.at !== known.at) return bill.at < known.at;
  return bill.fees.length < known.fees.length && isWithin(bill.fees, known.fees);
}

function isWithin(fees: readonly string[], known: readonly string[]): boolean {
  const left = [...known];
  return fees.every((fee) => {
    const place = left.indexOf(fee);
    if (place >= 0) left.splice(place, 1);
    return place >= 0;
  });
}
