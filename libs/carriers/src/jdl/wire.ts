/** JDL's shapes as documented. Fields may be absent or empty; codes arrive as text or as numbers. */
export interface WireAnswer {
  readonly code?: unknown;
  readonly success?: unknown;
  readonly msg?: unknown;
  /** Finer than `code` and `msg`. */
  readonly subCode?: unknown;
  readonly subMsg?: unknown;
  readonly data?: unknown;
}

/** The gateway's own refusal. */
export interface WireGatewayError {
  readonly code?: unknown;
  readonly zh_desc?: unknown;
  readonly en_desc?: unknown;
  readonly msg?: unknown;
}

/** `data` of a trace. */
export interface WireTrace {
  readonly traceDetails?: unknown;
  readonly collectorName?: unknown;
  readonly collectorPhone?: unknown;
}

export interface WireNode {
  readonly waybillCode?: unknown;
  readonly operationTime?: unknown;
  readonly operationTitle?: unknown;
  readonly operationRemark?: unknown;
  /** The stage of the journey. */
  readonly category?: unknown;
  readonly categoryName?: unknown;
  /** What happened in it. */
  readonly state?: unknown;
  /** Only in answers. */
  readonly operatorName?: unknown;
  readonly operatorPhone?: unknown;
}

/** One node, pushed: of an order as of a parcel. */
export interface WirePush extends WireNode {
  /** Our reference. */
  readonly orderId?: unknown;
  readonly routeProvinceName?: unknown;
  readonly routeCityName?: unknown;
  readonly routeDistrictName?: unknown;
  readonly operateSite?: unknown;
  /** Why nobody fetched it. */
  readonly cancelReason?: unknown;
}

/** Whose parcel: JDL tells of it only where both fit the order. */
export interface Owner {
  readonly orderOrigin: 1 | 2;
  readonly customerCode: string;
}

export interface WireContact {
  readonly name?: string;
  readonly mobile?: string;
  readonly phone?: string;
  /** In one line, with province and city. */
  readonly fullAddress: string;
}

export interface WireCargo {
  readonly name?: string;
  readonly quantity: 1;
  /** Kilograms, at most two decimals. */
  readonly weight: number;
  readonly volume?: number;
}

export interface WirePrecheck {
  readonly senderContact: WireContact;
  readonly receiverContact: WireContact;
  readonly cargoes?: readonly WireCargo[];
  readonly productsReq?: { readonly productCode: string };
}

/** Yuan; only where parcel and product were told. */
export interface WirePrecheckAnswer {
  readonly totalFreightPre?: unknown;
}

/** 1: the sender, in cash; 3: the merchant, by the month. */
export type Settlement = 1 | 3;

export interface WireOrderRequest extends WirePrecheck {
  /** Ours, once per customer code. */
  readonly orderId: string;
  /** 5: who pays is told apart. */
  readonly settleType: 5;
  readonly c2bAddedSettleTypeInfo: {
    /** Spelt as the vendor spells it. */
    readonly basicFreigthSettleType: Settlement;
    readonly packageServiceSettleType: Settlement;
    readonly guaranteeMoneyServiceSettleType: Settlement;
  };
  readonly goods: readonly { readonly name: string; readonly quantity: 1 }[];
  /** 1: at the door. */
  readonly pickupType: 1;
  /** Milliseconds. */
  readonly pickupStartTime: number;
  readonly pickupEndTime: number;
  readonly remark?: string;
  /** 1: what happens to it is pushed, without a subscription. */
  readonly extendProps: { readonly autoSubscribe: '1' };
}

/** `data` of an order that was made. */
export interface WireOrder {
  readonly orderCode?: unknown;
  readonly waybillCode?: unknown;
}

/** `data` of a cancellation. */
export interface WireCancelled {
  readonly resultType?: unknown;
}

/** What each path takes, besides the owner. */
export interface Requests {
  readonly '/ecap/v1/orders/trace/query': { readonly waybillCode: string } | { readonly orderCode: string };
  readonly '/ecap/v1/orders/trace/subscribe': {
    readonly waybillCode: string;
    /** The last four digits. */
    readonly mobile?: string;
  };
  readonly '/ecap/v1/orders/precheck': WirePrecheck;
  readonly '/ecap/v1/orders/create': WireOrderRequest;
  readonly '/ecap/v1/orders/cancel': ({ readonly waybillCode: string } | { readonly orderCode: string }) & {
    readonly cancelReason: string;
    /** 1: by the user. */
    readonly cancelReasonCode: '1';
    readonly cancelType: number;
  };
}
