import type { Fen } from '@cartrail/kernel';
import type { FreightDecision } from './freight-payer.js';

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
  readonly freight: Pick<FreightDecision, 'outbound'>;
  /** Outbound freight within `paidFen`. */
  readonly outboundPaidFen?: Fen;
  /** What the free outbound shipping cost, where R-13 lets the merchant charge it because its condition broke. */
  readonly outboundChargeFen?: Fen;
  readonly missingGiftsFen?: Fen;
  readonly agreedDiscountFen?: Fen;
  /** What the platform would refund for this case: never exceeded. */
  readonly platformRefundableFen?: Fen;
}

export type LedgerKind =
  | 'goods'
  | 'promotion_lost'
  | 'outbound_freight'
  | 'outbound_charge'
  | 'missing_gift'
  | 'agreed_discount'
  | 'floor'
  | 'platform_limit'
  | 'paid_limit';

export interface LedgerLine {
  readonly kind: LedgerKind;
  readonly lineId?: string;
  readonly amountFen: number;
}

/** The ledger's amounts add up to `amountFen` exactly. */
export interface RefundAmount {
  readonly amountFen: Fen;
  readonly ledger: readonly LedgerLine[];
  readonly ruleId: 'R-12';
}

/** Throws `RangeError` where more goes back than is left of a line, or a line is unknown: checked before. */
export declare function refundAmount(input: RefundInput): RefundAmount;
