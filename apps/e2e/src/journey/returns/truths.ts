/** A case as the simulated platform knows it: what really happened, refunds to the fen. */
export interface CaseTruth {
  readonly platformAfterSaleId: string;
  readonly platformOrderId: string;
  readonly status: string;
  readonly refundAmountFen: number;
  readonly returnParcel: { readonly number: string } | null;
  readonly refunds: readonly { readonly at: string; readonly amountFen: number; readonly by: string }[];
  readonly reports: readonly { readonly opTime: number; readonly trackingNo: string }[];
}

/** A courier that was really ordered. */
export interface BookingTruth {
  readonly taskId: string;
  readonly reference: string;
  readonly plan: string;
  readonly state: string;
  readonly senderPhone: string;
  readonly number: string;
  readonly pickedUpAt: string | null;
  readonly cancelMsg: string | null;
  readonly settledFen: number;
}

export interface ReturnPart {
  readonly returnId: string;
  readonly afterSaleId?: string;
  readonly status?: string;
  readonly number?: string;
  readonly carrier?: string;
  readonly refundEstimateFen?: number;
  readonly decision?: { readonly ruleId: string; readonly code: string; readonly allowedUntil?: string };
  readonly lines?: readonly { readonly lineId: string; readonly quantity: number }[];
  readonly pickups: readonly {
    readonly pickupId: string;
    readonly status: string;
    readonly number?: string;
    readonly quoteFen?: number;
    readonly chargedFen?: number;
  }[];
  readonly signOffs: readonly { readonly signOffId: string }[];
  readonly refund?: { readonly status: string; readonly amountFen: number; readonly failure?: object };
}

export interface Offer {
  readonly offerId: string;
  readonly carrier: string;
  readonly priceFen: number;
  readonly score: number | string;
  readonly slots: readonly { readonly from: string; readonly to: string }[];
  readonly why: readonly string[];
}
