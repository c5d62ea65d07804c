import type { Instant } from '@cartrail/kernel';
import type { CarrierCode, FaultName, PlanName } from './model.js';

/**
 * The world's own numbers, which are Douyin's: 6 waits for the merchant, 7 for the buyer's parcel, 11 for the merchant's
 * second consent, 12 succeeded, 27 refused, 28 closed, 29 refused after the goods came back; of an exchange, 13 waits for
 * the buyer to have the new goods, 14 succeeded. `caseWord` has them in words.
 */
export type CaseStatus = 6 | 7 | 11 | 12 | 13 | 14 | 27 | 28 | 29;

export const caseTypes = [0, 1, 2, 3] as const;
/** 0 return and refund, 1 refund only after shipping, 2 refund before shipping, 3 exchange. */
export type CaseType = (typeof caseTypes)[number];

export const buyerPlans = ['fills-number', 'never-sends', 'ships-himself'] as const;
export type BuyerPlan = (typeof buyerPlans)[number];

export interface CaseLine {
  platformLineId: string;
  quantity: number;
}

/** The parcel a buyer has named at the platform. */
export interface ReturnParcel {
  number: string;
  /** Absent in a snapshot from before there were others than Douyin. */
  carrier?: CarrierCode;
  /** In Douyin's words, as is the name. */
  companyCode: string;
  companyName: string;
  enteredAt: Instant;
}

/** What a merchant has sent in exchange. */
export interface NewGoods {
  number: string;
  carrier: CarrierCode;
  shippedAt: Instant;
}

export interface OperateCall {
  at: Instant;
  type: number;
  updateTime: number | null;
  /** `done`, or the sub code of the refusal. */
  outcome: string;
}

export interface ExecutedRefund {
  at: Instant;
  amountFen: number;
  by: 'merchant' | 'platform';
}

export interface ReceivedReport {
  at: Instant;
  opTime: number;
  trackingNo: string;
}

export interface AfterSale {
  seq: number;
  id: string;
  shopId: string;
  orderId: string;
  type: CaseType;
  status: CaseStatus;
  /** 1 waiting, 2 under way, 3 paid back. */
  refundStatus: 1 | 2 | 3;
  /** 0 none, 1 under way, 2 the buyer was right, 3 the merchant was. */
  arbitrateStatus: 0 | 1 | 2 | 3;
  reasonCode: number;
  lines: CaseLine[];
  refundFen: number;
  plan: BuyerPlan;
  /** How a parcel the buyer sends by himself travels. */
  parcelPlan: PlanName;
  appliedAt: Instant;
  /** A version: whole seconds, never the same twice for one case. */
  updatedAt: Instant;
  deadline: Instant | null;
  gotPackage: boolean;
  addressId: string | null;
  parcel: ReturnParcel | null;
  newGoods?: NewGoods;
  faults: FaultName[];
  history: { status: CaseStatus; at: Instant; by: Actor }[];
  calls: OperateCall[];
  refunds: ExecutedRefund[];
  reports: ReceivedReport[];
}

export type Actor = 'buyer' | 'merchant' | 'platform';
