import type { AfterSalePart, ReturnPart } from './return-document.js';
import type { ShipmentPart } from './shipments.js';

/** One order with everything that belongs to it, as the API gives it. Masked: contact data never rides an event. */
export interface CaseDocument {
  readonly caseId: string;
  readonly tenantId: string;
  /** Counts the document's changes from 1; the ETag, and the event id of the live feed. */
  readonly version: number;
  readonly updatedAt: string;
  /** The newest sequence seen of each source: what is not newer is a repeat. */
  readonly sequences: Readonly<Record<string, number>>;
  readonly order?: OrderPart;
  readonly receiver?: ReceiverPart;
  readonly parcels: readonly ParcelPart[];
  readonly alerts: readonly AlertPart[];
  readonly afterSales: readonly AfterSalePart[];
  readonly returns: readonly ReturnPart[];
  /** Goods that have not left and must not leave: they are being refunded, or were cancelled. */
  readonly shippingHalted: readonly UnitsPart[];
  /** Numbers people wanted the platform to be told. */
  readonly shipments?: readonly ShipmentPart[];
}

/** Units of a line. */
export interface UnitsPart {
  readonly lineId: string;
  readonly quantity: number;
}

/** A receiver as others may see it. */
export interface ReceiverPart {
  readonly nameMask: string;
  readonly phoneMask: string;
  readonly addressMask: string;
  readonly regionCode?: string;
}

export interface OrderPart {
  readonly orderId: string;
  readonly platform: string;
  readonly shopId: string;
  readonly platformOrderId: string;
  readonly status: string;
  readonly merchantId?: string;
  readonly anchorId?: string;
  readonly anchorName?: string;
  readonly liveRoomId?: string;
  readonly attribution: string;
  readonly createdAt: string;
  readonly paidAt?: string;
  readonly promisedShipAt?: string;
  readonly orderAmountFen: number;
  readonly payAmountFen: number;
  readonly postAmountFen: number;
  /** What was paid less what its lines and its freight add up to. */
  readonly amountsDifferFen?: number;
  readonly currency: string;
  readonly lines: readonly object[];
  readonly closedAt?: string;
  readonly closeReason?: string;
}

/** One scan as the carrier gave it, beside what it means to us. */
export interface ScanPart {
  readonly scanId: string;
  readonly provider: string;
  readonly occurredAt: string;
  readonly occurredText: string;
  readonly recordedAt: string;
  readonly code: string;
  readonly text: string;
  readonly place?: string;
  readonly placeParts?: {
    readonly province?: string;
    readonly city?: string;
    readonly district?: string;
    readonly site?: string;
  };
  readonly courier?: { readonly nameMask?: string; readonly phoneMask?: string };
  readonly status: string;
  readonly reason?: string;
  readonly suspiciousTime?: boolean;
  readonly withdrawn?: boolean;
}

export interface ParcelPart {
  readonly number: string;
  readonly carrier: string;
  /** Set on a parcel that goes back to the merchant. */
  readonly returnId?: string;
  readonly parcelId?: string;
  readonly waybillId?: string;
  readonly lines?: readonly object[];
  readonly shippedAt?: string;
  readonly fromRegion?: string;
  readonly toRegion?: string;
  readonly replacedBy?: { readonly number: string; readonly carrier: string };
  /** The order's own word on that, which stands over the carrier's: false once it names the number again. */
  readonly replacedByOrder?: boolean;
  readonly status?: string;
  readonly reason?: string;
  /** Why it must not arrive as it was sent, the first reason first. */
  readonly stops?: readonly StopPart[];
  /** What its carrier says to that. */
  readonly interception?: InterceptionPart;
  /** Sorted by when each scan happened, then by its id. */
  readonly timeline: readonly ScanPart[];
  readonly corrections: readonly Correction[];
}

export interface StopPart {
  readonly reason: string;
  /** All that the order has in the parcel is meant. */
  readonly whole: boolean;
  readonly afterSaleId?: string;
  readonly wantedAt: string;
}

export interface InterceptionPart {
  readonly interceptionId: string;
  readonly status: string;
  /** A person has to call the carrier, or to see what became of it. */
  readonly byHand: boolean;
  readonly why?: string;
  readonly provider?: string;
  readonly providerInterceptId?: string;
  readonly changedAt: string;
}

export interface Correction {
  readonly from: string;
  readonly to: string;
  readonly why: string;
  readonly correctedAt: string;
}

export interface AlertPart {
  readonly alertId: string;
  readonly detector: string;
  readonly severity?: string;
  readonly number?: string;
  readonly returnId?: string;
  readonly pickupId?: string;
  readonly accountId?: string;
  readonly shopId?: string;
  readonly since?: string;
  readonly thresholdHours?: number;
  readonly raisedAt?: string;
  readonly clearedAt?: string;
  readonly clearedWhy?: string;
  readonly acknowledgedAt?: string;
  readonly acknowledgedBy?: string;
}

/** An alert by itself, for the list of alerts. */
export interface AlertView extends AlertPart {
  /** Of the last event applied. */
  readonly sequence: number;
  readonly orderIds: readonly string[];
}

export const emptyCase = (tenantId: string, caseId: string): CaseDocument => ({
  caseId,
  tenantId,
  version: 0,
  updatedAt: '',
  sequences: {},
  parcels: [],
  alerts: [],
  afterSales: [],
  returns: [],
  shippingHalted: [],
});
