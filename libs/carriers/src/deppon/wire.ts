/** Deppon's shapes as documented (carriers §12). Fields may be absent; booleans arrive as either form. */
export interface WireAnswer {
  readonly result?: unknown;
  readonly resultCode?: unknown;
  readonly reason?: unknown;
  /** What a subscription names `resultCode` and `reason`. */
  readonly error_code?: unknown;
  readonly error_message?: unknown;
  readonly responseParam?: unknown;
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

/** What the calls take in `params`. */
export interface Params {
  readonly newTraceQuery: { readonly mailNo: string; readonly customerCode: string };
  readonly standTraceSubscribe: { readonly tracking_number: string };
}

export type ApiName = keyof Params;
