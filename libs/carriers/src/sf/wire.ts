/** SF's shapes as documented. Fields may be absent, `null` or empty; numbers and booleans arrive as either form. */
export interface WireEnvelope {
  readonly apiResultCode?: unknown;
  readonly apiErrorMsg?: unknown;
  /** A {@link WireResult} as JSON text. */
  readonly apiResultData?: unknown;
}

export interface WireResult {
  readonly success?: unknown;
  readonly errorCode?: unknown;
  readonly errorMsg?: unknown;
  readonly msgData?: unknown;
}

/** One waybill in the answer to `EXP_RECE_SEARCH_ROUTES`. */
export interface WireRoutes {
  readonly mailNo?: unknown;
  readonly routes?: unknown;
  /** Why there are no routes. */
  readonly reasonCode?: unknown;
  readonly reasonRemark?: unknown;
}

export interface WireNode {
  readonly acceptTime?: unknown;
  /** The city (路由节点发生的城市). */
  readonly acceptAddress?: unknown;
  readonly remark?: unknown;
  readonly opCode?: unknown;
  readonly firstStatusCode?: unknown;
  readonly secondaryStatusCode?: unknown;
  /** Documented of pushes only. */
  readonly reasonCode?: unknown;
}

/** A node as a push tells it, in JSON or as the attributes of an element. */
export interface WirePushedRoute extends WireNode {
  readonly mailno?: unknown;
  readonly orderid?: unknown;
}

/** An order in an order-state push; some pushes name no code and no waybill. */
export interface WireOrderState {
  readonly orderNo?: unknown;
  readonly waybillNo?: unknown;
  readonly orderStateCode?: unknown;
  readonly orderStateDesc?: unknown;
  /** Of the courier who comes. */
  readonly empPhone?: unknown;
}

/** One of a `feeList`. */
export interface WireFee {
  /** Yuan. */
  readonly feeAmt?: unknown;
  /** Seen in one public sample: `1` with the name 运费. */
  readonly feeTypeCode?: unknown;
  readonly feeName?: unknown;
}

/** `content` of a fee push. */
export interface WireFees {
  readonly orderNo?: unknown;
  readonly waybillNo?: unknown;
  readonly feeList?: unknown;
  /** Kilograms. */
  readonly meterageWeightQty?: unknown;
}

/** The answer to `EXP_RECE_QUERY_SFWAYBILL` (README). */
export interface WireBill {
  /** A {@link WireBilled}. */
  readonly waybillInfo?: unknown;
  /** Of {@link WireCharge}s. */
  readonly waybillFeeList?: unknown;
}

export interface WireBilled {
  readonly waybillNo?: unknown;
  /** Kilograms, as they are charged. */
  readonly meterageWeightQty?: unknown;
}

/** One of a `waybillFeeList`; some carry no amount. */
export interface WireCharge {
  /** 1: the freight, 3: insurance, … */
  readonly type?: unknown;
  readonly name?: unknown;
  /** Yuan. */
  readonly value?: unknown;
}

/** The answer to `EXP_RECE_CREATE_ORDER` and `EXP_RECE_SEARCH_ORDER_RESP`. */
export interface WireOrder {
  readonly orderId?: unknown;
  /** 1: SF's people look at it, 2: taken, 3: refused. */
  readonly filterResult?: unknown;
  /** Why it was refused. */
  readonly remark?: unknown;
  readonly waybillNoInfoList?: unknown;
}

export interface WireWaybill {
  /** 1: the parcel's own, 2: a further parcel's, 3: that of the signed receipt. */
  readonly waybillType?: unknown;
  readonly waybillNo?: unknown;
}

/** One product in the answer to `EXP_RECE_QUERY_DELIVERTM`; the fee in yuan. */
export interface WirePrice {
  readonly businessType?: unknown;
  readonly fee?: unknown;
  /** A time, or two with a comma in between (README). */
  readonly deliverTime?: unknown;
}

export interface Place {
  readonly province?: string;
  readonly city?: string;
  readonly county?: string;
  /** The whole line, province first. */
  readonly address: string;
}

export interface Contact extends Place {
  /** 1: sender, 2: receiver. */
  readonly contactType: 1 | 2;
  readonly contact: string;
  readonly mobile?: string;
  readonly tel?: string;
  readonly country: 'CN';
}

export interface OrderRequest {
  readonly language: 'zh-CN';
  readonly orderId: string;
  readonly cargoDetails: readonly { readonly name: string }[];
  readonly contactInfoList: readonly Contact[];
  readonly monthlyCard: string;
  readonly payMethod: number;
  readonly expressTypeId: number;
  readonly parcelQty: 1;
  /** Kilograms. */
  readonly totalWeight?: number;
  /** `1`: a courier is sent. */
  readonly isDocall: 1;
  readonly isGenWaybillNo: 1;
  readonly sendStartTm: string;
  readonly remark?: string;
}

/** What the services take as `msgData`. */
export interface Requests {
  readonly EXP_RECE_WANTED_INTERCEPT: {
    readonly waybillNo: string;
    /** 2: back to the sender (退回). */
    readonly serviceCode: '2';
    /** 1: the sender wants it. */
    readonly role: '1';
    /** 4: the sender pays by the month. */
    readonly payMode: '4';
    readonly monthlyCardNo: string;
  };
  readonly EXP_RECE_SEARCH_ROUTES: {
    /** `0`: texts in Chinese. */
    readonly language: '0';
    /** `1`: by waybill, `2`: by the order's id. */
    readonly trackingType: '1' | '2';
    readonly trackingNumber: readonly string[];
    readonly methodType: '1';
    readonly checkPhoneNo?: string;
  };
  readonly EXP_RECE_REGISTER_ROUTE: {
    /** `2`: by waybill. */
    readonly type: '2';
    readonly attributeNo: string;
    readonly checkPhoneNo?: string;
    readonly language: 'zh-CN';
    readonly country: 'CN';
  };
  readonly EXP_RECE_CREATE_ORDER: OrderRequest;
  readonly EXP_RECE_SEARCH_ORDER_RESP: {
    readonly orderId: string;
    /** `1`: an order, not the return of one. */
    readonly searchType: '1';
    readonly language: 'zh-CN';
  };
  readonly EXP_RECE_QUERY_SFWAYBILL: {
    /** `1`: by the order's id. */
    readonly trackingType: '1';
    readonly trackingNum: string;
  };
  readonly EXP_RECE_UPDATE_ORDER: {
    readonly orderId: string;
    /** `2`: cancel. */
    readonly dealType: 2;
  };
  readonly EXP_RECE_FILTER_ORDER_BSP: readonly {
    /** `1`: decided at once, by SF's list of addresses. */
    readonly filterType: 1;
    readonly monthlyCard: string;
    readonly contactInfos: readonly (Place & Pick<Contact, 'contactType'>)[];
  }[];
  readonly EXP_RECE_QUERY_DELIVERTM: {
    readonly businessType: string;
    readonly consignedTime: string;
    readonly searchPrice: '1';
    readonly srcAddress: Place;
    readonly destAddress: Place;
    /** Kilograms. */
    readonly weight: number;
  };
}
