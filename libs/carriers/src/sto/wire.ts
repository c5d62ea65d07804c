/** STO's shapes as documented (carriers §7). Fields may be absent; booleans arrive as either form. */
export interface WireAnswer {
  readonly success?: unknown;
  readonly errorCode?: unknown;
  readonly errorMsg?: unknown;
  readonly needRetry?: unknown;
  readonly data?: unknown;
}

/** One scan in the answer to a query; `issueName` says what is wrong with a 问题件. */
export interface WireTrace {
  readonly opTime?: unknown;
  readonly scanType?: unknown;
  readonly memo?: unknown;
  readonly issueName?: unknown;
  readonly opOrgName?: unknown;
  readonly opOrgCityName?: unknown;
}

/** How one number of a subscription went. */
export interface WireSubscribed {
  readonly waybillNo?: unknown;
  readonly status?: unknown;
  readonly message?: unknown;
}

/** What the calls take in `content`. */
export interface Contents {
  readonly STO_TRACE_QUERY_COMMON: {
    readonly order: 'asc';
    readonly waybillNoList: readonly string[];
  };
  readonly STO_TRACE_PLATFORM_SUBSCRIBE: {
    readonly subscribeInfoList: readonly { readonly waybillNo: string }[];
  };
}

export type ApiName = keyof Contents;
