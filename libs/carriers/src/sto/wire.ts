/** STO's shapes as documented (carriers §7). Fields may be absent; booleans arrive as either form. */
export interface WireAnswer {
  readonly success?: unknown;
  readonly errorCode?: unknown;
  readonly errorMsg?: unknown;
  readonly needRetry?: unknown;
  readonly data?: unknown;
}

/** One scan in the answer to a query; `issueName` says what is wrong with a 问题件. */
export interface WireTrace {
  readonly opTime?: unknown;
  readonly scanType?: unknown;
  readonly memo?: unknown;
  readonly issueName?: unknown;
  readonly opOrgName?: unknown;
  readonly opOrgCityName?: unknown;
  readonly opOrgProvinceName?: unknown;
  /** The courier's, where one has the parcel. */
  readonly bizEmpName?: unknown;
  readonly bizEmpPhone?: unknown;
}

/** The scan in a push. */
export interface WirePushedTrace extends WireTrace {
  readonly tz?: unknown;
}

/** STO_TRACE_PLATFORM_PUSH: one event of a parcel. */
export interface WireTracePush {
  readonly waybillNo?: unknown;
  /** Our reference. */
  readonly linkCode?: unknown;
  readonly trace?: unknown;
}

/** EDI_PUSH_ORDER_STATUS: one of the four, as `event` says. */
export interface WireOrderEvent {
  readonly event?: unknown;
  readonly changeInfo?: unknown;
  readonly cancelInfo?: unknown;
  readonly modifyInfo?: unknown;
  readonly returnInfo?: unknown;
}

/** MARKET_PUSH_SETTLE_WEIGHT: of a parcel; no order is named. */
export interface WireSettleWeight {
  readonly BillCode?: unknown;
  /** Kilograms. */
  readonly SettleWeight?: unknown;
}

/** What the four say; none says all of it. */
export interface WireOrderInfo {
  /** Our reference. */
  readonly orderId?: unknown;
  readonly billCode?: unknown;
  readonly status?: unknown;
  readonly userName?: unknown;
  readonly userMobile?: unknown;
  readonly fetchStartTime?: unknown;
  readonly fetchEndTime?: unknown;
  readonly reason?: unknown;
}

/** How one number of a subscription went. */
export interface WireSubscribed {
  readonly waybillNo?: unknown;
  readonly status?: unknown;
  readonly message?: unknown;
}

/** One end of an order; personal data. */
export interface WireParty {
  readonly name: string;
  readonly mobile?: string;
  readonly tel?: string;
  readonly province: string;
  readonly city: string;
  readonly area?: string;
  readonly address: string;
}

export interface OrderContent {
  readonly orderNo: string;
  readonly orderSource: string;
  /** `00` ordinary, neither 到付 nor cash on delivery. */
  readonly billType: '00';
  readonly orderType: '01' | '02';
  readonly sender: WireParty;
  readonly receiver: WireParty;
  readonly cargo: {
    /** Whether there is a battery in it: `10` unknown. */
    readonly battery: '10';
    readonly goodsType: string;
    readonly goodsName: string;
    /** Kilograms. */
    readonly weight: number;
  };
  readonly customer: {
    readonly siteCode?: string;
    readonly customerName?: string;
    readonly sitePwd?: string;
    readonly monthCustomerCode?: string;
  };
  /** The slot, `yyyy-MM-dd HH:mm:ss` in Shanghai. */
  readonly extendFieldMap: { readonly fetch_begin_time: string; readonly fetch_end_time: string };
  readonly payModel?: string;
  readonly remark?: string;
}

/** Either number is enough, and STO prefers `billCode`. */
export interface CancelContent {
  readonly billCode?: string;
  readonly sourceOrderId: string;
  readonly orderType: '01' | '02';
  readonly orderSource: string;
  readonly remark: string;
}

/** What the calls take in `content`. */
export interface Contents {
  readonly STO_TRACE_QUERY_COMMON: {
    readonly order: 'asc';
    readonly waybillNoList: readonly string[];
  };
  readonly STO_TRACE_PLATFORM_SUBSCRIBE: {
    readonly subscribeInfoList: readonly { readonly waybillNo: string }[];
  };
  readonly OMS_EXPRESS_ORDER_CREATE: OrderContent;
  readonly EDI_MODIFY_ORDER_CANCEL: CancelContent;
  readonly INTERCEPT_CREATE_STANDARD: {
    readonly waybillNo: string;
    /** Back to its sender. */
    readonly interceptForAct: string;
  };
}

export type ApiName = keyof Contents;
