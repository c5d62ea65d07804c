import type { Fen, Instant } from '@cartrail/kernel';
import type { FirstSight } from './arrival.js';
import type { ParcelLine } from './order.state.js';
import type { PlatformId } from './platform.js';

export type CaseKind =
  | 'return_refund'
  | 'refund_only_shipped'
  | 'refund_only_unshipped'
  | 'exchange'
  | 'resend'
  | 'repair'
  | 'price_protection'
  | 'UNKNOWN';

export type CaseStatus =
  | 'requested'
  | 'awaiting_return'
  | 'return_shipped'
  | 'refunded'
  | 'rejected'
  | 'in_dispute'
  | 'refund_failed'
  | 'reship'
  | 'completed'
  | 'closed';

export type CaseOutcome = 'refunded' | 'cancelled' | 'closed' | 'completed';

export const caseReasons = [
  'no_reason',
  'quality',
  'wrong_item',
  'short',
  'transit_damage',
  'late',
  'not_as_described',
] as const;
export type CaseReason = (typeof caseReasons)[number] | 'UNKNOWN';

/** The platform's own words for where the case is, exactly as it gave them. */
export interface PlatformState {
  readonly type: string;
  readonly status: string;
  readonly refund?: string;
  readonly arbitration?: string;
}

export interface ReturnParcel {
  readonly number: string;
  readonly carrier: string;
  readonly platformCarrierCode: string;
  readonly shippedAt: Instant;
}

/** What does not depend on our own ids: common to what we hold and what a pull shows. */
interface CaseFacts {
  readonly platform: PlatformId;
  readonly shopId: string;
  readonly platformAfterSaleId: string;
  readonly platformOrderId: string;
  readonly kind: CaseKind;
  readonly platformState: PlatformState;
  /** The case succeeded and the money is on its way. */
  readonly refunding: boolean;
  /** How it ended, where it has. */
  readonly outcome?: CaseOutcome;
  readonly reason: CaseReason;
  readonly platformReasonCode?: string;
  /** What the platform would refund, freight included. */
  readonly refundAmountFen: Fen;
  readonly refundPostFen: Fen;
  /** What it did refund. */
  readonly refundedFen?: Fen;
  /** Until when whoever must act now has to. */
  readonly statusDeadline?: Instant;
  readonly appliedAt: Instant;
  readonly returnParcel?: ReturnParcel;
  /** The platform's time of this state, whole seconds: also the version to act on. */
  readonly sourceUpdatedAt: Instant;
  /** When we asked (machine time): decides between two pulls of the same second. */
  readonly askedAt: Instant;
  readonly first?: FirstSight;
}

/** A case as a pull showed it. */
export interface ObservedCase extends CaseFacts {
  /** What the platform wants to hear of this reading with an action, exactly as it gave it. */
  readonly version?: string;
  /** Absent when no table of ours knows the platform's: then nothing follows from it. */
  readonly status?: CaseStatus;
  readonly lines: readonly { readonly platformLineId: string; readonly quantity: number }[];
}

/** The order a case is about, as far as a case needs it. */
export interface CaseOrder {
  readonly orderId: string;
  readonly buyerRef?: string;
  readonly warehouseCode?: string;
  /** By the platform's line id. */
  readonly lineIds: ReadonlyMap<string, string>;
}

export interface AfterSale extends CaseFacts {
  readonly orderId: string;
  readonly buyerRef?: string;
  readonly status: CaseStatus;
  readonly lines: readonly ParcelLine[];
  /** Set when the return was agreed; taken back when the buyer asks anew. */
  readonly agreed?: { readonly by: Agreeing; readonly at: Instant };
  /** Our own agreement under way. `sent`: the platform may have been told. */
  readonly agreeing?: { readonly returnId: string; readonly sent: boolean };
}

export type Agreeing = 'cartrail' | 'platform';

export type FailureReason =
  | 'amount_differs'
  | 'manual_only'
  | 'state_moved'
  | 'refused'
  | 'not_supported'
  | 'not_authorised'
  | 'unavailable';

/** Why an action of ours at the platform did not happen. */
export interface ActionFailure {
  readonly reason: FailureReason;
  /** The platform's words, or what is missing. */
  readonly detail?: string;
}

export type FailedAction =
  'agree_return' | 'report_received' | 'agree_refund' | 'reject' | 'fill_return_waybill';

export type AfterSaleFact =
  | { readonly type: 'AfterSaleRequested'; readonly ask: AfterSale }
  | { readonly type: 'AfterSaleAmended'; readonly ask: AfterSale }
  | {
      readonly type: 'AfterSaleAgreed';
      readonly by: Agreeing;
      readonly shipBy?: Instant;
      readonly agreedAt: Instant;
    }
  | { readonly type: 'AfterSaleReturnShipped'; readonly parcel: ReturnParcel }
  | {
      readonly type: 'AfterSaleClosed';
      readonly outcome: CaseOutcome;
      readonly refundedFen?: Fen;
      readonly closedAt: Instant;
    }
  | {
      readonly type: 'AfterSaleActionFailed';
      readonly action: FailedAction;
      /** Absent where a person asked for it. */
      readonly returnId?: string;
      readonly failure: ActionFailure;
      readonly failedAt: Instant;
    };
