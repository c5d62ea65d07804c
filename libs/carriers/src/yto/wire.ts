/** YTO's shapes as documented (carriers §6). Fields may be absent; booleans and codes arrive as either form. */
export interface WireAnswer {
  readonly success?: unknown;
  /** Of a query without a result the text `1001`; of a refusal a number. */
  readonly code?: unknown;
  readonly message?: unknown;
  readonly reason?: unknown;
  /** Of an interception alone: 0 is yes. */
  readonly statusCode?: unknown;
  readonly data?: unknown;
}

/** An order that was taken; it may have no number yet. Whether it stands in `data` is not documented. */
export interface WireOrder {
  readonly logisticsNo?: unknown;
  readonly mailNo?: unknown;
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

/** A scan of either kind: only a push names the branch and who collects or delivers. */
export interface WireScan extends WireTrace {
  readonly orgName?: unknown;
  readonly employee?: unknown;
}

/** A push: the elements of `UpdateInfo`, all text. */
export interface WireUpdate {
  readonly infoType?: unknown;
  readonly infoContent?: unknown;
  readonly mailNo?: unknown;
  /** Our reference of an order. */
  readonly txLogisticID?: unknown;
  readonly acceptTime?: unknown;
  readonly remark?: unknown;
  readonly orgName?: unknown;
  readonly city?: unknown;
  readonly district?: unknown;
  /** Who collects, and who delivers. */
  readonly empName?: unknown;
  readonly deliveryName?: unknown;
  readonly questionCause?: unknown;
  readonly bookingStartTime?: unknown;
  readonly bookingEndTime?: unknown;
}

/** An order of a monthly customer, with a courier. Times are wall time; the county is optional to YTO. */
export interface OrderParam {
  readonly logisticsNo: string;
  readonly senderName: string;
  readonly senderProvinceName: string;
  readonly senderCityName: string;
  readonly senderCountyName?: string;
  readonly senderAddress: string;
  readonly senderMobile: string;
  readonly recipientName: string;
  readonly recipientProvinceName: string;
  readonly recipientCityName: string;
  readonly recipientCountyName?: string;
  readonly recipientAddress: string;
  readonly recipientMobile: string;
  readonly startTime: string;
  readonly endTime: string;
  /** Kilograms. */
  readonly weight: number;
  readonly productCode: 'PK' | 'YZD';
  readonly goods: readonly { readonly name: string }[];
  readonly remark?: string;
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
  readonly privacy_create_adapter: OrderParam;
  readonly wanted_report_adapter: { readonly waybillNo: string; readonly wantedDesc: string };
  readonly korder_cancel_adapter: { readonly logisticsNo: string; readonly cancelDesc: string };
}

export type Method = keyof Params;

/** A query found nothing. */
export const NOTHING_FOUND = '1001';
