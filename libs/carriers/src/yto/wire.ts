/** YTO's shapes as documented (carriers §6). Fields may be absent; booleans and codes arrive as either form. */
export interface WireAnswer {
  readonly success?: unknown;
  /** Of a query without a result the text `1001`; of a refusal a number. */
  readonly code?: unknown;
  readonly message?: unknown;
  readonly reason?: unknown;
}

/** One scan of a query's answer, which is a bare list, oldest first. */
export interface WireTrace {
  readonly waybill_No?: unknown;
  readonly upload_Time?: unknown;
  readonly infoContent?: unknown;
  readonly processInfo?: unknown;
  readonly city?: unknown;
  readonly district?: unknown;
}

/** What each method takes in `param`. */
export interface Params {
  readonly track_query_adapter: { readonly NUMBER: string } | { readonly Number: string };
  readonly subscribe_adapter: {
    readonly client_id: string;
    /** JSON in a string: `{clientId, waybillNo}`. */
    readonly logistics_interface: string;
    readonly msg_type: 'online';
  };
}

export type Method = keyof Params;

/** A query found nothing. */
export const NOTHING_FOUND = '1001';
