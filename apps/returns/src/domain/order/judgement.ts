import { toIso, type Fen, type Instant } from '@cartrail/kernel';
import type { Json } from '../rules/eligibility.js';
import type { FreightPayer } from '../rules/freight-payer.js';
import type { RefundInput } from '../rules/refund-amount.js';
import type { ReturnReason } from '../rules/reasons.js';

/** Which rule decided, and on what; enough to repeat the decision. */
export interface Ruling {
  readonly ruleId: string;
  readonly ruleVersion: string;
  readonly effectiveFrom: Instant;
  readonly allowed: boolean;
  readonly code: string;
  readonly allowedUntil?: Instant;
  readonly inputs?: { readonly [key: string]: Json };
}

/** As events and answers write it. */
export const toDecision = ({ ruleId, ruleVersion, effectiveFrom, allowed, code, allowedUntil }: Ruling) => ({
  ruleId,
  ruleVersion,
  effectiveFrom: toIso(effectiveFrom),
  allowed,
  code,
  allowedUntil: allowedUntil === undefined ? undefined : toIso(allowedUntil),
});

/** One line that goes back. */
export interface ReturnLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly merchantSkuCode?: string;
  readonly title?: string;
  readonly category?: string;
  readonly paidFen: Fen;
  /** What the warehouse may object to, by the rules of the moment it was asked back; absent: anything. */
  readonly objections?: readonly string[];
}

/** Enough to compute a refund again; the platform's limit comes with the case. */
export type RefundBasis = Omit<RefundInput, 'platformRefundableFen'>;

/** What the rules say of goods asked back. */
export interface Judgement {
  readonly ruling: Ruling;
  readonly freightPayer: FreightPayer;
  readonly lines: readonly ReturnLine[];
  readonly refund?: RefundBasis;
  readonly estimateFen: Fen;
  /** Of all units together, for price and booking. */
  readonly weightGrams: number;
}

/** What the platform's case says, as far as a return needs it. */
export interface CaseTerms {
  readonly afterSaleId: string;
  readonly platformAfterSaleId: string;
  readonly status: string;
  readonly limitFen: Fen;
  readonly deadline?: Instant;
}

/** All a return is told when it is asked for, joins its case, or its case changes. */
export interface Asked extends Judgement {
  readonly orderId: string;
  readonly shopId: string;
  readonly platform: string;
  readonly platformOrderId: string;
  readonly buyerRef?: string;
  readonly via: 'platform' | 'page';
  readonly kind: string;
  readonly reason: ReturnReason;
  readonly appliedAt: Instant;
  readonly case?: CaseTerms;
  readonly autoApprove: boolean;
  readonly warehouseCode?: string;
  readonly buyerRegion?: string;
  readonly note?: string;
  /** Where the buyer opens the platform's own case, for a return begun on our page. */
  readonly platformForm?: string;
}
