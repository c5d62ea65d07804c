/** KDNiao's shapes as documented. Every field may be absent, and numbers and booleans arrive as either form. */
export interface WireTrack {
  readonly EBusinessID?: unknown;
  readonly OrderCode?: unknown;
  readonly ShipperCode?: unknown;
  readonly LogisticCode?: unknown;
  readonly Success?: unknown;
  readonly Reason?: unknown;
  readonly ResultCode?: unknown;
  readonly State?: unknown;
  readonly StateEx?: unknown;
  readonly Location?: unknown;
  readonly CallBack?: unknown;
  readonly Traces?: unknown;
  readonly EstimatedDeliveryTime?: unknown;
  readonly DeliveryMan?: unknown;
  readonly DeliveryManTel?: unknown;
}

export interface WireTrace {
  readonly AcceptTime?: unknown;
  readonly AcceptStation?: unknown;
  /** The city (历史节点所在城市). */
  readonly Location?: unknown;
  readonly Action?: unknown;
}

export interface WirePush {
  readonly EBusinessID?: unknown;
  readonly PushTime?: unknown;
  readonly Count?: unknown;
  readonly Data?: unknown;
}

export interface WireAnswer {
  readonly Success?: unknown;
  readonly Reason?: unknown;
  readonly ResultCode?: unknown;
  readonly EstimatedDeliveryTime?: unknown;
}

/** What we send in `RequestData`. */
export interface WaybillRequest {
  readonly ShipperCode: string;
  readonly LogisticCode: string;
  readonly CustomerName?: string;
  readonly Callback?: string;
}

/** The answer to 2002. */
export interface WireRecognition {
  readonly LogisticCode?: unknown;
  readonly Shippers?: unknown;
}

export interface WireShipper {
  readonly ShipperCode?: unknown;
  readonly ShipperName?: unknown;
}

/** `Order` of the answer to 1801. */
export interface WireOrder {
  readonly OrderCode?: unknown;
  readonly KDNOrderCode?: unknown;
  readonly LogisticCode?: unknown;
}

/** One row of the answer to 1815, which alone is in camel case. Yuan. */
export interface WirePrice {
  readonly shipperCode?: unknown;
  readonly firstWeightAmount?: unknown;
  readonly totalFee?: unknown;
}

/** One item of push 103. */
export interface WireBooking extends WireOrder {
  readonly ShipperCode?: unknown;
  readonly State?: unknown;
  /** When it came about, in Shanghai. */
  readonly CreateTime?: unknown;
  readonly Reason?: unknown;
  readonly PickerInfo?: unknown;
  /** Kilograms. */
  readonly Weight?: unknown;
  /** Yuan. */
  readonly TotalFee?: unknown;
}

export interface WirePicker {
  readonly PersonName?: unknown;
  readonly PersonTel?: unknown;
}

export interface PlaceParam {
  readonly ProvinceName: string;
  readonly CityName: string;
  readonly ExpAreaName?: string;
}

export interface PartyParam extends PlaceParam {
  readonly Name: string;
  /** One of the two. */
  readonly Mobile?: string;
  readonly Tel?: string;
  readonly Address: string;
}

/** 1801. Times are wall time, weights kilograms. */
export interface OrderParam {
  /** Ours; never free again. */
  readonly OrderCode: string;
  readonly TransportType: 1;
  readonly ShipperType: number;
  readonly ShipperCode: string;
  readonly PayType: number;
  readonly ExpType: 1;
  readonly Sender: PartyParam;
  readonly Receiver: PartyParam;
  readonly StartDate: string;
  readonly EndDate: string;
  readonly Weight: number;
  readonly Quantity: 1;
  readonly Commodity: readonly { readonly GoodsName: string; readonly GoodsQuantity: 1 }[];
  readonly Remark?: string;
}

/** 1815. */
export interface PriceParam {
  readonly TransportType: 1;
  readonly ShipperType: number;
  readonly Weight: number;
  readonly Sender: PlaceParam;
  readonly Receiver: PlaceParam;
}

/** 1814. */
export interface ReachParam {
  readonly ShipperType: number;
  readonly Sender: PlaceParam & { readonly Address?: string };
  readonly Receiver: PlaceParam & { readonly Address?: string };
}

/** What each request type takes. */
export interface Requests {
  readonly '8001': WaybillRequest;
  readonly '8008': WaybillRequest;
  readonly '1002': WaybillRequest;
  readonly '1008': WaybillRequest;
  readonly '2002': { readonly LogisticCode: string };
  readonly '1801': OrderParam;
  readonly '1802': { readonly OrderCode: string; readonly CancelType: 1; readonly CancelMsg: string };
  readonly '1814': ReachParam;
  readonly '1815': PriceParam;
}

export const requestTypes = {
  paid: { query: '8001', subscribe: '8008' },
  free: { query: '1002', subscribe: '1008' },
} as const;

export const trackPushes: ReadonlySet<string> = new Set(['101', '102']);
export const BOOKING_PUSH = '103';
