import type { Fen } from '@cartrail/kernel';
import type { FreightDecision } from './freight-payer.js';
import {
  accountsOf,
  goodsOf,
  outboundFreight,
  promotionLost,
  type LineAccount,
  type PaidLine,
  type ThresholdPromotion,
  type Units,
} from './refund-goods.js';
import { entry, total, type LedgerKind, type LedgerLine } from './refund-ledger.js';

export type { PaidLine, ThresholdPromotion, Units } from './refund-goods.js';
export { goodsRefunded, type LedgerLine } from './refund-ledger.js';

export interface RefundInput {
  readonly lines: readonly PaidLine[];
  /** Everything the buyer paid for the order, outbound freight included. */
  readonly paidFen: Fen;
  readonly returning: readonly Units[];
  /** What went back before, and was refunded. */
  readonly returnedBefore: readonly Units[];
  readonly refundedBeforeFen: Fen;
  /**
   * The order's own promotions, for an order whose platform computes nothing. Absent: every line is refunded
   * at what was paid for it.
   */
  readonly promotions?: readonly ThresholdPromotion[];
  /** With promotions: the sum of {@link goodsRefunded} over the refunds before; absent: `refundedBeforeFen`. */
  readonly goodsRefundedBeforeFen?: Fen;
  readonly freight: Pick<FreightDecision, 'outbound'>;
  /** Outbound freight within `paidFen`. */
  readonly outboundPaidFen?: Fen;
  /** What the free outbound shipping cost, where R-13 lets the merchant charge it because its condition broke. */
  readonly outboundChargeFen?: Fen;
  readonly missingGiftsFen?: Fen;
  readonly agreedDiscountFen?: Fen;
  /** What the platform refunds for this case: it takes the place of our own sum (§3.6.2), and is never exceeded. */
  readonly platformRefundableFen?: Fen;
}

/** The ledger's amounts add up to `amountFen` exactly. */
export interface RefundAmount {
  readonly amountFen: Fen;
  readonly ledger: readonly LedgerLine[];
  readonly ruleId: 'R-12';
}

/**
 * What the buyer gets back (§3.6). Throws `RangeError` where more goes back than is left of a line, a line is
 * unknown, or nothing goes back: such a return is refused long before a refund is due.
 */
export function refundAmount(input: RefundInput): RefundAmount {
  const ledger = owed(input);
  const bring = (kind: LedgerKind, to: Fen) => ledger.push(entry(kind, to - total(ledger)));
  if (input.platformRefundableFen !== undefined) bring('platform_amount', input.platformRefundableFen);
  ledger.push(
    entry('missing_gift', -(input.missingGiftsFen ?? 0)),
    entry('agreed_discount', -(input.agreedDiscountFen ?? 0)),
  );
  if (total(ledger) < 0) bring('floor', 0);
  const left = Math.max(0, input.paidFen - input.refundedBeforeFen);
  if (total(ledger) > left) bring('paid_limit', left);
  return {
    amountFen: total(ledger),
    ledger: ledger.filter(({ amountFen }) => amountFen !== 0),
    ruleId: 'R-12',
  };
}

/** Our own sum, before anything is taken off it. */
function owed(input: RefundInput): LedgerLine[] {
  const accounts = accountsOf(input.lines, input.returning, input.returnedBefore);
  const ledger = goodsOf(accounts);
  if (input.promotions !== undefined) {
    const before = input.goodsRefundedBeforeFen ?? input.refundedBeforeFen;
    ledger.push(promotionLost(accounts, input.promotions, before));
  }
  return [...ledger, ...outbound(input, accounts)];
}

function outbound(input: RefundInput, accounts: readonly LineAccount[]): LedgerLine[] {
  switch (input.freight.outbound) {
    case 'merchant':
      return [outboundFreight(accounts, input.outboundPaidFen ?? 0)];
    case 'buyer':
      return [entry('outbound_charge', -(input.outboundChargeFen ?? 0))];
    case undefined:
      return [];
  }
}
