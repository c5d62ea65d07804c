import type { Fen, Instant } from '@cartrail/kernel';
import type { ReturnLine, Ruling } from '../order/judgement.js';
import type { SignedLine } from '../order/order-facts.js';
import type { Approval, ReturnParcel } from './return.js';

/** Told outside, each in an event of the same name. */
export type PublicFact =
  | { readonly type: 'Requested'; readonly status: 'AwaitingCase' | 'Requested'; readonly at: Instant }
  | { readonly type: 'CaseJoined'; readonly at: Instant }
  | {
      readonly type: 'Approved';
      readonly approval: Approval;
      readonly lines: readonly ReturnLine[];
      readonly warehouseCode?: string;
    }
  | {
      readonly type: 'Rejected';
      readonly by: 'policy' | 'merchant' | 'platform';
      readonly ruling: Ruling;
      readonly at: Instant;
    }
  | {
      readonly type: 'ParcelAssigned';
      readonly parcel: ReturnParcel;
      readonly phoneTail?: string;
      readonly fromRegion?: string;
      readonly toRegion?: string;
      readonly replaces?: string;
    }
  | {
      readonly type: 'InTransit' | 'Arrived';
      readonly number: string;
      readonly carrier: string;
      readonly at: Instant;
    }
  | {
      readonly type: 'SignedOff';
      readonly signOffId: string;
      readonly lines: readonly SignedLine[];
      readonly number?: string;
      readonly carrier?: string;
      readonly at: Instant;
    }
  | {
      readonly type: 'Objected';
      readonly signOffId: string;
      readonly lines: readonly SignedLine[];
      readonly at: Instant;
    }
  | {
      readonly type: 'RefundDue';
      readonly refundId: string;
      readonly amountFen: Fen;
      readonly ruling: Ruling;
      readonly dueBy: Instant;
      readonly at: Instant;
    }
  | {
      readonly type: 'Refunded';
      readonly refundId?: string;
      readonly amountFen: Fen;
      readonly by: string;
      readonly at: Instant;
    }
  | { readonly type: 'Cancelled'; readonly by: Party; readonly why?: string; readonly at: Instant }
  | {
      readonly type: 'Lapsed';
      readonly deadline: Instant;
      readonly deadlineSource: string;
      readonly at: Instant;
    }
  | { readonly type: 'Closed'; readonly outcome: string; readonly at: Instant };

export type Party = 'buyer' | 'merchant' | 'platform';

/** What follows for other aggregates; nobody outside hears it. */
export type PrivateFact =
  /** The return holds units of the order again, or gives them back. */
  | { readonly type: 'Holding'; readonly state: 'live' | 'released' }
  | { readonly type: 'PickupWanted'; readonly pickupId: string }
  | {
      readonly type: 'PickupUnwanted';
      readonly pickupId: string;
      readonly by: 'buyer' | 'merchant' | 'return';
      readonly why?: string;
    }
  | { readonly type: 'NumberDropped'; readonly number: string };

export type ReturnFact = PublicFact | PrivateFact;
