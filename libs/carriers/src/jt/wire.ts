/** J&T's shapes as documented. Fields may be absent or empty; numbers arrive bare or as text. */
export interface WireAnswer {
  /** `1` is yes. */
  readonly code?: unknown;
  readonly msg?: unknown;
  readonly data?: unknown;
}

/** One waybill of the answer to `logistics/trace`, and a trace push. */
export interface WireTrace {
  readonly billCode?: unknown;
  /** Newest first. */
  readonly details?: unknown;
  /** Only in pushes, and only of parcels ordered through the platform: our reference. */
  readonly txlogisticId?: unknown;
}

export interface WireDetail {
  readonly scanTime?: unknown;
  readonly desc?: unknown;
  /** A number from 1 to 14, or its Chinese name. */
  readonly scanType?: unknown;
  readonly scanTypeName?: unknown;
  /** What the trouble is, with scan type 11. */
  readonly problemType?: unknown;
  readonly scanNetworkName?: unknown;
  readonly scanNetworkCity?: unknown;
  readonly scanNetworkProvince?: unknown;
  /** Only in pushes. */
  readonly scanNetworkArea?: unknown;
  readonly staffName?: unknown;
  readonly staffContact?: unknown;
}

export interface TraceQuery {
  /** Several are joined with commas; we ask about one. */
  readonly billCodes: string;
}

export interface TraceSubscription {
  /** The account's. */
  readonly id: string;
  readonly list: readonly { readonly waybillCode: string; readonly traceNode: string }[];
}

export interface WireOrderPush {
  /** Our reference. */
  readonly txlogisticId?: unknown;
  readonly billCode?: unknown;
  readonly jtOrderId?: unknown;
  /** In Chinese. */
  readonly scanType?: unknown;
  /** Kilograms; once the parcel was taken. */
  readonly weight?: unknown;
  /** Why it was cancelled. */
  readonly reason?: unknown;
  readonly carrierCode?: unknown;
}

/** Of a parcel; no order is named. */
export interface WireBill {
  readonly waybillNo?: unknown;
  /** Yuan, in all. */
  readonly totalFreight?: unknown;
  /** Kilograms. */
  readonly packageChargeWeight?: unknown;
}

export interface WireAddress {
  readonly name: string;
  /** One of the two. */
  readonly mobile?: string;
  readonly phone?: string;
  readonly countryCode: 'CHN';
  readonly prov: string;
  readonly city: string;
  readonly area?: string;
  readonly address: string;
}

/** What every call about an order carries beside the signature of the header. */
export interface OrderSignature {
  readonly customerCode: string;
  readonly digest: string;
}

export interface OrderParam extends OrderSignature {
  readonly txlogisticId: string;
  readonly expressType: 'EZ' | 'TYD';
  /** `1` retail, `2` monthly. */
  readonly orderType: '1' | '2';
  /** A courier comes. */
  readonly serviceType: '01';
  /** To the door. */
  readonly deliveryType: '03';
  /** `PP_PM` the sender by the month, `CC_CASH` the receiver. */
  readonly payType: 'PP_PM' | 'CC_CASH';
  readonly sender: WireAddress;
  readonly receiver: WireAddress;
  readonly sendStartTime: string;
  readonly sendEndTime: string;
  readonly goodsType: string;
  /** Kilograms. */
  readonly weight: string;
  readonly totalQuantity: 1;
  readonly remark: string;
}

export interface CancelParam extends OrderSignature {
  readonly orderType: OrderParam['orderType'];
  readonly txlogisticId: string;
  readonly reason: string;
}

export interface InterceptParam {
  readonly mailNo: string;
  /** 4: back to the sender. */
  readonly applyTypeCode: 4;
}

/** Every scan type. */
export const ALL_TRACE_NODES = Array.from({ length: 14 }, (_, at) => at + 1).join('&');
