/** Deppon's shapes as documented (carriers §12). Fields may be absent; booleans arrive as either form. */
export interface WireAnswer extends WireOrder {
  readonly result?: unknown;
  readonly resultCode?: unknown;
  readonly reason?: unknown;
  /** What a subscription names `resultCode` and `reason`. */
  readonly error_code?: unknown;
  readonly error_message?: unknown;
  /** Carries data; of an order, also what is beside it. */
  readonly responseParam?: unknown;
}

/** What an order answers: its own id, and its parcel's number (several pieces: a comma between). */
export interface WireOrder {
  readonly logisticID?: unknown;
  readonly mailNo?: unknown;
}

/** `responseParam` of a query. */
export interface WireJourney {
  readonly tracking_number?: unknown;
  readonly trace_list?: unknown;
}

/** One scan; the list has no order. */
export interface WireTrace {
  readonly time?: unknown;
  readonly city?: unknown;
  readonly site?: unknown;
  readonly status?: unknown;
  readonly description?: unknown;
}

/** A push of what happened to parcels. */
export interface WireTracePush {
  readonly track_list?: unknown;
}

/** A push of what happened to an order. */
export interface WireOrderPush extends WireOrder {
  readonly statusType?: unknown;
  /** In words; whom to expect, where a courier is on his way. */
  readonly comments?: unknown;
}

/** `responseParam` of the question how an order stands. What it names beside this is ours, or of no documented meaning. */
export interface WireOrderState extends WireOrder {
  readonly statusType?: unknown;
}

/** One end of an order; personal data. */
export interface WireParty {
  readonly name: string;
  readonly mobile: string;
  readonly province: string;
  readonly city: string;
  readonly county?: string;
  readonly address: string;
}

/** Times are `yyyy-MM-dd HH:mm:ss` in Shanghai. */
export interface OrderParams {
  readonly companyCode: string;
  readonly logisticID: string;
  readonly custOrderNo: string;
  readonly customerCode: string;
  /** `1`: a courier is told to come, and prints the label. */
  readonly orderType: '1';
  readonly transportType: string;
  readonly sender: WireParty;
  readonly receiver: WireParty;
  readonly packageInfo: {
    readonly cargoName: string;
    readonly totalNumber: number;
    /** Kilograms. */
    readonly totalWeight: number;
    readonly deliveryType: string;
  };
  readonly gmtCommit: string;
  readonly payType: string;
  /** 1: the scans of its parcel are pushed, without a subscription. */
  readonly needTraceInfo: 1;
  readonly sendStartTime: string;
  readonly sendEndTime: string;
  readonly remark?: string;
}

export interface CancelParams {
  readonly logisticCompanyID: 'DEPPON';
  readonly customerCode: string;
  readonly logisticID: string;
  readonly mailNo?: string;
  readonly cancelTime: string;
  readonly remark: string;
}

/** What the calls take in `params`. */
export interface Params {
  readonly newTraceQuery: { readonly mailNo: string; readonly customerCode: string };
  readonly standTraceSubscribe: { readonly tracking_number: string };
  readonly createOrderNotify: OrderParams;
  readonly cancelOrder: CancelParams;
  readonly queryOrder: { readonly logisticCompanyID: 'DEPPON'; readonly logisticID: string };
}

export type ApiName = keyof Params;
