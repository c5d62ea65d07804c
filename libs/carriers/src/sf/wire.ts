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
  readonly acceptAddress?: unknown;
  readonly remark?: unknown;
  readonly opCode?: unknown;
  readonly firstStatusCode?: unknown;
  readonly secondaryStatusCode?: unknown;
  /** Documented of pushes only. */
  readonly reasonCode?: unknown;
}

/** What the services take as `msgData`. */
export interface Requests {
  readonly EXP_RECE_SEARCH_ROUTES: {
    /** `0`: texts in Chinese. */
    readonly language: '0';
    /** `1`: by waybill. */
    readonly trackingType: '1';
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
}
