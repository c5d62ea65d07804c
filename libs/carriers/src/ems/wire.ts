/** EMS's shapes as documented. Every field may be absent, and codes arrive as text or as numbers. */
export interface WireAnswer {
  readonly retCode?: unknown;
  readonly retMsg?: unknown;
  /** An object, or an object written into a string. */
  readonly retBody?: unknown;
}

/** `retBody` of a trace. */
export interface WireTrace {
  readonly responseItems?: unknown;
}

export interface WireItem {
  readonly waybillNo?: unknown;
  readonly opTime?: unknown;
  readonly opCode?: unknown;
  readonly opName?: unknown;
  readonly opDesc?: unknown;
  readonly opOrgProvName?: unknown;
  readonly opOrgCity?: unknown;
  readonly opOrgName?: unknown;
  readonly operatorName?: unknown;
  /** How it was delivered. */
  readonly deliverCode?: unknown;
  /** Why it was not. */
  readonly attemptDeliveryCode?: unknown;
}

/** `retBody` of an order. */
export interface WireOrdered {
  readonly waybillNo?: unknown;
}

/** `retBody` of a range: 0 served, 1 out of range, 2 to 10 errors. */
export interface WireRange {
  readonly status?: unknown;
}

export interface WirePlace {
  readonly prov: string;
  readonly city: string;
  /** Left out in a city that has no districts. */
  readonly county: string | undefined;
  readonly address: string;
}

export interface WireContact extends WirePlace {
  readonly name: string;
  readonly mobile: string;
}

export interface WireOrder {
  readonly ecommerceUserId: string;
  readonly logisticsOrderNo: string;
  readonly createdTime: string;
  readonly contentsAttribute: '3';
  readonly bizProductNo: '1' | '10';
  readonly paymentMode: '1' | '2';
  readonly remarks: string;
  readonly sender: WireContact;
  readonly receiver: WireContact;
  /** In grams. */
  readonly cargos: readonly { readonly cargoName: string; readonly cargoWeight: number }[];
}

/** What each `apiCode` takes. */
export interface ApiBodies {
  readonly '020003': readonly [WireOrder];
  readonly '020006': {
    readonly logisticsOrderNo: string;
    readonly waybillNo: string;
    readonly cancelReason: string;
  };
  readonly '030005': WirePlace & {
    readonly bizProductNo: string;
    readonly type: '2';
    readonly senderNo: string;
  };
  readonly '040001': { readonly waybillNo: string };
}

export const SUCCESS = '00000';
