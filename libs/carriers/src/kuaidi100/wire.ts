/** Kuaidi100's shapes as documented. Fields may be absent or empty; numbers and booleans arrive as either form. */
export interface WireAnswer {
  readonly result?: unknown;
  readonly returnCode?: unknown;
  readonly message?: unknown;
  readonly data?: unknown;
  /** Of queries: `200`, or why there is nothing. */
  readonly status?: unknown;
}

/** The answer to a query, and `lastResult` of a push. */
export interface WireTrack {
  readonly message?: unknown;
  readonly nu?: unknown;
  readonly com?: unknown;
  readonly state?: unknown;
  readonly data?: unknown;
  readonly arrivalTime?: unknown;
}

export interface WireNode {
  readonly time?: unknown;
  readonly ftime?: unknown;
  readonly context?: unknown;
  readonly status?: unknown;
  readonly statusCode?: unknown;
  readonly location?: unknown;
  /** From the province down: `浙江,杭州市`. */
  readonly areaName?: unknown;
  /** Of the area, as GB/T 2260 has it: `CN330100000000`. */
  readonly areaCode?: unknown;
}

export interface WireTrackPush {
  readonly status?: unknown;
  readonly message?: unknown;
  readonly autoCheck?: unknown;
  readonly comOld?: unknown;
  readonly comNew?: unknown;
  readonly lastResult?: unknown;
  readonly destResult?: unknown;
}

export interface WireOrderPush {
  readonly kuaidicom?: unknown;
  readonly kuaidinum?: unknown;
  /** How the push itself went (`200` = 成功); what happened to the order is in `data.status`. */
  readonly status?: unknown;
  readonly message?: unknown;
  readonly data?: unknown;
}

/** `data` of an order push and of the answer to `detail`. */
export interface WireOrder {
  readonly orderId?: unknown;
  readonly status?: unknown;
  /** Only in `detail`, and in either spelling. */
  readonly kuaidiCom?: unknown;
  readonly kuaidicom?: unknown;
  readonly kuaidiNum?: unknown;
  readonly kuaidinum?: unknown;
  readonly courierName?: unknown;
  readonly courierMobile?: unknown;
  readonly weight?: unknown;
  /** `weight`, as `detail` calls it. */
  readonly lastWeight?: unknown;
  readonly freight?: unknown;
  readonly payStatus?: unknown;
  readonly feeDetails?: unknown;
}

export interface WireFee {
  readonly feeType?: unknown;
  readonly feeDesc?: unknown;
  readonly amount?: unknown;
}

/** One row of `batchPrice`. Amounts in yuan. */
export interface WirePrice {
  readonly kuaidiCom?: unknown;
  readonly kuaidicom?: unknown;
  readonly price?: unknown;
  readonly firstPrice?: unknown;
}

export interface QueryParam {
  readonly com: string;
  readonly num: string;
  readonly phone?: string;
  /** `4`: nodes carry the advanced states. */
  readonly resultv2: '4';
  readonly show: '0';
  readonly order: 'desc';
}

export interface SubscribeParam {
  readonly company: string;
  readonly number: string;
  readonly key: string;
  readonly parameters: {
    readonly callbackurl: string;
    readonly salt: string;
    readonly resultv2: '4';
    readonly phone?: string;
  };
}

export interface BookParam {
  readonly kuaidicom: string;
  readonly recManName: string;
  readonly recManMobile: string;
  readonly recManPrintAddr: string;
  readonly sendManName: string;
  readonly sendManMobile: string;
  readonly sendManPrintAddr: string;
  readonly callBackUrl: string;
  readonly salt: string;
  readonly cargo: string;
  readonly payment: 'SHIPPER';
  /** Kilograms. */
  readonly weight: string;
  readonly remark?: string;
  readonly dayType: string;
  readonly pickupStartTime: string;
  readonly pickupEndTime: string;
  readonly thirdOrderId: string;
}

export interface PriceParam {
  readonly kuaidiComList: readonly string[];
  readonly sendManPrintAddr: string;
  readonly recManPrintAddr: string;
  readonly weight: string;
}

/** One candidate of the answer to `autonumber/auto`, the likeliest first. */
export interface WireCompany {
  readonly comCode?: unknown;
  readonly name?: unknown;
  /** How many numbers with this beginning Kuaidi100 has seen. */
  readonly noCount?: unknown;
}

/** What `interceptOrder` of `label/order` takes. */
export interface InterceptParam {
  readonly kuaidicom: string;
  readonly kuaidinum: string;
  readonly partnerId?: string;
  readonly partnerKey?: string;
  readonly reason: string;
  /** To the address it was sent from. */
  readonly interceptType: 'RETURN_SEND_ADDR';
  /** The sender wants it. */
  readonly orderRole: '1';
  readonly interceptPayType: string;
}

/** What the methods of `borderapi.do` take. */
export interface OrderParams {
  readonly bOrder: BookParam;
  readonly cancel: { readonly taskId: string; readonly orderId: string; readonly cancelMsg: string };
  readonly detail: { readonly taskId: string };
  readonly batchPrice: PriceParam;
}

export const MAX_BATCH_PRICE = 15;
