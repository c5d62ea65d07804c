import type { Fen, Instant } from '@cartrail/kernel';
import type { CaseTerms, RefundBasis, ReturnLine, Ruling } from '../order/judgement.js';
import type { SignOff } from '../order/order-facts.js';
import type { FreightPayer } from '../rules/freight-payer.js';
import type { ReturnReason } from '../rules/reasons.js';
import type { TimerSource } from '../rules/timers.js';
import type { ReturnStatus } from './moves.js';

/**
 * A return as the facts make it. The facts (approval, parcel, scans, records of the warehouse, refund) are kept
 * beside the status, so that what comes early or twice is remembered and what comes late changes nothing.
 */
export interface Return {
  readonly id: string;
  readonly orderId: string;
  readonly shopId: string;
  readonly platform: string;
  readonly platformOrderId: string;
  readonly buyerRef?: string;
  readonly status: ReturnStatus;
  readonly via: 'platform' | 'page';
  readonly kind: string;
  readonly reason: ReturnReason;
  readonly note?: string;
  readonly platformForm?: string;
  readonly appliedAt: Instant;
  readonly lines: readonly ReturnLine[];
  readonly weightGrams: number;
  /** Counts what changed about the goods; an offer is for one revision. */
  readonly revision: number;
  readonly ruling: Ruling;
  readonly freightPayer: FreightPayer;
  readonly estimateFen: Fen;
  readonly refundBasis?: RefundBasis;
  readonly case?: CaseTerms;
  readonly warehouseCode?: string;
  readonly buyerRegion?: string;
  readonly approval?: Approval;
  /** When the platform agreed: from now on goods may travel. */
  readonly agreedAt?: Instant;
  readonly pickup?: PickupRef;
  /** Takes the place of `pickup` once that has ended. */
  readonly nextPickup?: PickupRef;
  readonly parcel?: ReturnParcel;
  readonly pickedUpAt?: Instant;
  readonly arrivedAt?: Instant;
  /** Steps of the goods that were told already. */
  readonly told: readonly GoodsStep[];
  readonly signOffs: readonly SignOff[];
  /** Records a newer one corrects. */
  readonly superseded: readonly string[];
  /** The record the merchant objected on last. */
  readonly objectedBy?: string;
  readonly refund?: DecidedRefund;
  /** What happened and changed nothing, for people to see. */
  readonly notes: readonly Note[];
}

export type GoodsStep = 'InTransit' | 'Arrived' | 'SignedOff';

export interface Approval {
  readonly by: 'buyer' | 'merchant' | 'platform';
  readonly at: Instant;
  readonly shipBy: Instant;
  readonly shipBySource: TimerSource;
}

export interface PickupRef {
  readonly id: string;
  /** From where, and whose last four digits, its parcel is asked about. */
  readonly fromRegion?: string;
  readonly phoneTail?: string;
  readonly toRegion?: string;
}

export interface ReturnParcel {
  readonly number: string;
  readonly carrier: string;
  readonly by: 'buyer' | 'booking';
  readonly pickupId?: string;
  readonly at: Instant;
  /** The buyer entered a booking's number at the platform: he has sent the goods, as far as it knows. */
  readonly enteredAt?: Instant;
}

export interface DecidedRefund {
  readonly id: string;
  readonly amountFen: Fen;
  readonly decidedAt: Instant;
  readonly settledBy?: string;
  readonly failure?: {
    readonly reason: string;
    readonly byHand: boolean;
    /** What the platform would pay, where it differs. */
    readonly platformAmountFen?: Fen;
    readonly at: Instant;
  };
}

export interface Note {
  /** `return/…`: documented in the README. */
  readonly code: string;
  readonly at: Instant;
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}
