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

/** What each `apiCode` takes. */
export interface ApiBodies {
  readonly '040001': { readonly waybillNo: string };
}

export const SUCCESS = '00000';
