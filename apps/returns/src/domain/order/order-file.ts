import type { Fen, Instant } from '@cartrail/kernel';
import type { TenantRow } from '../rules/category-policy.js';
import type { Units } from '../rules/refund-amount.js';

/**
 * What returns knows of one order. Every event about a return enters here, so that events of one batch keep their
 * order on the way to the return; what it means for the return leaves as an {@link OrderFact}.
 */
export interface OrderFile {
  readonly orderId: string;
  /** Absent until the order was imported: until then its cases wait. */
  readonly facts?: OrderFacts;
  /** Numbers the goods left in. */
  readonly outbound: readonly OutboundParcel[];
  /** What carriers said of parcels of this order, outbound or coming back. */
  readonly heard: readonly HeardParcel[];
  readonly claims: readonly Claim[];
  readonly rules: TenantRules;
}

export interface OrderFacts {
  readonly shopId: string;
  readonly platform: string;
  readonly platformOrderId: string;
  readonly buyerRef?: string;
  readonly paidFen: Fen;
  /** Outbound freight within it. */
  readonly postFen: Fen;
  readonly lines: readonly OrderLine[];
  /** Where the goods go back to, unless the tenant says otherwise. */
  readonly warehouseCode?: string;
  readonly fromRegion?: string;
  readonly buyerRegion?: string;
  /** The readable part of the masked address: province, city, district. */
  readonly buyerPlace: string;
}

export interface OrderLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly payAmountFen: Fen;
  readonly merchantSkuCode?: string;
  readonly title?: string;
  readonly category?: string;
  readonly weightGrams?: number;
}

export interface OutboundParcel {
  readonly number: string;
  readonly lineIds: readonly string[];
}

export interface HeardParcel {
  readonly number: string;
  readonly pickedUpAt?: Instant;
  readonly deliveredAt?: Instant;
  /** When it was first on its way back to its sender. */
  readonly turnedAt?: Instant;
}

/**
 * Goods of the order that are asked back: by a return, or by a case of the platform that is none (refund only,
 * exchange). Units of live and refunded claims cannot be asked for again.
 */
export interface Claim {
  /** The return's id; of a case that is no return, an id of its own. */
  readonly claimId: string;
  readonly isReturn: boolean;
  readonly lines: readonly Units[];
  readonly state: 'awaiting-case' | 'live' | 'refunded' | 'released';
  readonly reason: string;
  readonly appliedAt: Instant;
  readonly case?: CaseLink;
  /** Every number the buyer or a booking gave for it. */
  readonly numbers: readonly string[];
  readonly refundedFen?: Fen;
}

/** The platform's case behind a claim. */
export interface CaseLink {
  readonly afterSaleId: string;
  readonly ask: CaseAsk;
  readonly closed?: true;
  /** What came before the order did, oldest first; told to the return once it is there. */
  readonly waiting?: readonly CaseNews[];
}

/** What a case asks for, as the platform shows it. */
export interface CaseAsk {
  readonly afterSaleId: string;
  readonly platformAfterSaleId: string;
  readonly kind: string;
  readonly status: string;
  readonly reason: string;
  readonly lines: readonly Units[];
  readonly refundAmountFen: Fen;
  readonly refundPostFen: Fen;
  readonly statusDeadline?: Instant;
  readonly appliedAt: Instant;
  readonly sourceUpdatedAt: Instant;
  readonly buyerRef?: string;
}

/** What happened to a case after it was asked for. */
export type CaseNews =
  | { readonly type: 'Agreed'; readonly by: string; readonly shipBy?: Instant; readonly at: Instant }
  | {
      readonly type: 'ActionFailed';
      readonly action: string;
      readonly reason: string;
      readonly byHand: boolean;
      readonly at: Instant;
    }
  | {
      readonly type: 'ReturnShipped';
      readonly number: string;
      readonly carrier: string;
      readonly at: Instant;
    }
  | { readonly type: 'Closed'; readonly outcome: string; readonly refundedFen?: Fen; readonly at: Instant };

/** The tenant's own rules, read with the file and never stored with it. */
export interface TenantRules {
  readonly rows: readonly TenantRow[];
  readonly settings: ReturnSettings;
}

export interface ReturnSettings {
  /** Eligible returns are approved without anybody's tap. */
  readonly autoApprove?: boolean;
  /** Where all returns go, whatever the order says. */
  readonly warehouseCode?: string;
}

export const noRules: TenantRules = { rows: [], settings: {} };

export const newFile = (orderId: string): OrderFile => ({
  orderId,
  outbound: [],
  heard: [],
  claims: [],
  rules: noRules,
});

/** The kind of case this service carries through; the others only take units of their lines. */
export const RETURN_KIND = 'return_refund';

export const isLive = ({ state }: Claim): boolean => state === 'awaiting-case' || state === 'live';
