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

export const requestTypes = {
  paid: { query: '8001', subscribe: '8008' },
  free: { query: '1002', subscribe: '1008' },
} as const;

export const pushTypes: ReadonlySet<string> = new Set(['101', '102']);
