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
  readonly scanSite?: unknown;
}

/** `data` of a `Traces` push. */
export interface WireTrace {
  readonly billCode?: unknown;
  readonly action?: unknown;
  readonly actionTime?: unknown;
  readonly city?: unknown;
  readonly facilityName?: unknown;
  readonly desc?: unknown;
  readonly courier?: unknown;
  readonly courierPhone?: unknown;
  readonly returnType?: unknown;
  readonly problemCode?: unknown;
}

export interface WaybillParam {
  readonly billCode: string;
  readonly mobilePhone?: string;
}

/** What the APIs take, by their names; the spelling is the vendor's. */
export interface ApiParams {
  readonly 'zto.merchant.waybill.track.query': WaybillParam;
  readonly 'zto.merchant.waybill.track.subsrcibe': WaybillParam;
}
