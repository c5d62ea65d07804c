/** ZTO's shapes as documented. Fields may be absent or empty; numbers and booleans arrive as either form. */
export interface WireAnswer {
  readonly status?: unknown;
  readonly statusCode?: unknown;
  readonly message?: unknown;
  readonly result?: unknown;
}

/** One scan of `track.query`. */
export interface WireScan {
  readonly billCode?: unknown;
  readonly scanType?: unknown;
  /** Milliseconds since 1970, unlike the wall times of pushes. */
  readonly scanDate?: unknown;
  readonly desc?: unknown;
  /** `{name, prov, city, …}` of a branch. */
  readonly scanSite?: unknown;
  /** Who did it. */
  readonly operateUser?: unknown;
  readonly operateUserPhone?: unknown;
}

/** `data` of a `Traces` push. */
export interface WireTrace {
  readonly billCode?: unknown;
  readonly action?: unknown;
  readonly actionTime?: unknown;
  readonly city?: unknown;
  readonly dist?: unknown;
  readonly facilityName?: unknown;
  readonly desc?: unknown;
  readonly courier?: unknown;
  readonly courierPhone?: unknown;
  readonly returnType?: unknown;
  readonly problemCode?: unknown;
}

/** `data` of a push about a booking. */
export interface WirePreorder {
  readonly order_code?: unknown;
  readonly bill_code?: unknown;
  readonly pre_order_status?: unknown;
  readonly error_msg?: unknown;
}

/** The `result` of a price push. */
export interface WirePrice {
  readonly billCode?: unknown;
  /** Grams. */
  readonly settlementWeight?: unknown;
  /** Fen. */
  readonly settlementAmount?: unknown;
}

export interface WaybillParam {
  readonly billCode: string;
  readonly mobilePhone?: string;
}

export interface OrderParam {
  /** Not a group customer (非集团客户). */
  readonly partnerType: '2';
  /** A courier is sent, and a waybill number comes with the answer. */
  readonly orderType: '2';
  readonly partnerOrderCode: string;
  readonly accountInfo: { readonly accountId: string; readonly accountPassword: string };
  readonly senderInfo: {
    readonly senderName: string;
    readonly senderMobile?: string;
    readonly senderPhone?: string;
    readonly senderProvince: string;
    readonly senderCity: string;
    readonly senderDistrict: string;
    readonly senderAddress: string;
  };
  readonly receiveInfo: {
    readonly receiverName: string;
    readonly receiverMobile?: string;
    readonly receiverPhone?: string;
    readonly receiverProvince: string;
    readonly receiverCity: string;
    readonly receiverDistrict: string;
    readonly receiverAddress: string;
  };
  readonly summaryInfo: { readonly startTime: string; readonly endTime: string };
  /** Weight in grams. */
  readonly orderItems: readonly { readonly name: string; readonly weight: number }[];
  readonly remark?: string;
}

/** One of the two names the order. */
export interface CancelParam {
  readonly cancelType: string;
  readonly orderCode?: string;
  readonly billCode?: string;
}

export interface AreaParam {
  readonly province: string;
  readonly city: string;
  readonly district: string;
  readonly address: string;
}

export interface InterceptParam {
  readonly billCode: string;
  /** Both are ours. */
  readonly requestId: string;
  readonly thirdBizNo: string;
  /** 2: back to the sender. */
  readonly destinationType: 2;
}

/** What the APIs take, by their names; the spelling is the vendor's. */
export interface ApiParams {
  readonly 'zto.merchant.waybill.track.query': WaybillParam;
  readonly 'zto.merchant.waybill.track.subsrcibe': WaybillParam;
  readonly 'zto.merchant.preorder.subsrcibe': { readonly orderCode: string };
  readonly 'zto.open.createOrder': OrderParam;
  readonly 'zto.open.cancelPreOrder': CancelParam;
  readonly 'zto.open.areaUnobstructed': AreaParam;
  readonly 'thirdcenter.createIntercept': InterceptParam;
}
