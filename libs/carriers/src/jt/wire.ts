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

/** Every scan type. */
export const ALL_TRACE_NODES = Array.from({ length: 14 }, (_, at) => at + 1).join('&');
