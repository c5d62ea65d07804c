import type { Fen } from '@cartrail/kernel';
import { paidForUnits } from './allocate.js';
import { entry, total, type LedgerLine } from './refund-ledger.js';

/** One line of the order; what the buyer paid for it, and its price before the order's promotions. */
export interface PaidLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly payAmountFen: Fen;
  /** Needed only where promotions are recomputed. */
  readonly listFen?: Fen;
}

export interface Units {
  readonly lineId: string;
  readonly quantity: number;
}

/** "Full 300 minus 50": once, when the lines it covers reach the threshold by list price. */
export interface ThresholdPromotion {
  readonly code: string;
  readonly thresholdFen: Fen;
  readonly minusFen: Fen;
  /** Absent: all lines. */
  readonly lineIds?: readonly string[];
}

/** A line with what went back of it before, and what goes back now. */
export interface LineAccount extends PaidLine {
  readonly before: number;
  readonly now: number;
}

export function accountsOf(
  lines: readonly PaidLine[],
  returning: readonly Units[],
  returnedBefore: readonly Units[],
): readonly LineAccount[] {
  const known = new Set(lines.map(({ lineId }) => lineId));
  if ([...returning, ...returnedBefore].some(({ lineId }) => !known.has(lineId)))
    throw new RangeError('a line the order does not have');
  if (returning.every(({ quantity }) => quantity === 0)) throw new RangeError('nothing goes back');
  const count = (units: readonly Units[], lineId: string) =>
    units.filter((unit) => unit.lineId === lineId).reduce((all, { quantity }) => all + quantity, 0);
  return lines.map((line) => ({
    ...line,
    before: count(returnedBefore, line.lineId),
    now: count(returning, line.lineId),
  }));
}

export const goodsOf = (accounts: readonly LineAccount[]): LedgerLine[] =>
  accounts
    .filter(({ now }) => now > 0)
    .map(({ lineId, payAmountFen, quantity, before, now }) =>
      entry('goods', paidForUnits(payAmountFen, quantity, before, now), lineId),
    );

/**
 * R-12: due is what was paid for the goods, less the price of what is kept with the promotions it still earns, less
 * what was paid back for goods before; not below 0, and what fell below evens out with the next goods. The entry is
 * the difference of that to the lines' own amounts.
 */
export function promotionLost(
  accounts: readonly LineAccount[],
  promotions: readonly ThresholdPromotion[],
  refundedBeforeFen: Fen,
): LedgerLine {
  const paid = accounts.reduce((all, { payAmountFen }) => all + payAmountFen, 0);
  const due = Math.max(0, paid - priceOfKept(accounts, promotions) - refundedBeforeFen);
  return entry('promotion_lost', due - total(goodsOf(accounts)));
}

function priceOfKept(accounts: readonly LineAccount[], promotions: readonly ThresholdPromotion[]): Fen {
  const kept = new Map(accounts.map((account) => [account.lineId, listOfKept(account)] as const));
  const all = [...kept.values()].reduce((sum, fen) => sum + fen, 0);
  const off = promotions.reduce((sum, { lineIds, thresholdFen, minusFen }) => {
    const covered = lineIds?.reduce((part, lineId) => part + (kept.get(lineId) ?? 0), 0) ?? all;
    return covered > 0 && covered >= thresholdFen ? sum + Math.min(minusFen, covered) : sum;
  }, 0);
  return Math.max(0, all - off);
}

function listOfKept({ listFen, lineId, quantity, before, now }: LineAccount): Fen {
  if (listFen === undefined) throw new RangeError(`no list price for line ${lineId}`);
  return listFen - paidForUnits(listFen, quantity, 0, before + now);
}

/**
 * Outbound freight the merchant owes goes back with the goods it carried, in proportion to what was paid for them,
 * and whole with the last of them.
 */
export function outboundFreight(accounts: readonly LineAccount[], paidFen: Fen): LedgerLine {
  const after = freightOf(accounts, paidFen, ({ before, now }) => before + now);
  return entry('outbound_freight', after - freightOf(accounts, paidFen, ({ before }) => before));
}

function freightOf(
  accounts: readonly LineAccount[],
  freightFen: Fen,
  back: (account: LineAccount) => number,
): Fen {
  if (accounts.every((account) => back(account) === account.quantity)) return freightFen;
  const paid = accounts.reduce((all, { payAmountFen }) => all + payAmountFen, 0);
  if (paid === 0) return 0;
  const part = accounts.reduce(
    (all, account) => all + paidForUnits(account.payAmountFen, account.quantity, 0, back(account)),
    0,
  );
  return Number((BigInt(freightFen) * BigInt(part)) / BigInt(paid));
}
