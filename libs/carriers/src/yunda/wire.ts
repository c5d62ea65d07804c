/** Yunda's shapes as documented (carriers §8). Every field may be absent. */
export interface WireAnswer {
  readonly result?: unknown;
  /** `0000` is yes. */
  readonly code?: unknown;
  readonly message?: unknown;
  readonly data?: unknown;
}

/** `data` of a query. */
export interface WireTrace {
  readonly mailno?: unknown;
  /** Of the whole waybill: GOT, TRANSIT, SIGNED, RETURN, SIGNFAIL. */
  readonly status?: unknown;
  /** Oldest first. */
  readonly steps?: unknown;
}

export interface WireStep {
  readonly time?: unknown;
  readonly action?: unknown;
  readonly description?: unknown;
  readonly city?: unknown;
  readonly station_name?: unknown;
  /** Whose it is, is not said. */
  readonly phone?: unknown;
  /** Who took the parcel: nobody here needs to know. */
  readonly signer?: unknown;
}

export interface TraceQuery {
  readonly mailno: string;
}

export interface TraceSubscription {
  readonly orders: readonly { readonly orderid: string; readonly mailno: string }[];
}
