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
}

/** Whose parcel: JDL tells of it only where both fit the order. */
export interface Owner {
  readonly orderOrigin: 1 | 2;
  readonly customerCode: string;
}

/** What each path takes, besides the owner. */
export interface Requests {
  readonly '/ecap/v1/orders/trace/query': { readonly waybillCode: string };
  readonly '/ecap/v1/orders/trace/subscribe': {
    readonly waybillCode: string;
    /** The last four digits. */
    readonly mobile?: string;
  };
}
