import type { Id } from '../wire/values.js';

/**
 * Youzan's shapes as documented: token, trade.get 4.0, trades.sold.get 4.0, trade.refund.get and .search 3.0, push.
 * Everything may be absent; nothing here is trusted before the mapping.
 */
export interface Reply {
  readonly success?: boolean;
  readonly code?: Id;
  readonly message?: string;
  readonly trace_id?: string;
  readonly data?: unknown;
  /** Of older calls. */
  readonly response?: unknown;
  readonly error_response?: {
    readonly code?: Id;
    readonly msg?: string;
    readonly message?: string;
    readonly trace_id?: string;
  };
  /** Of the gateway in front of the calls. */
  readonly gw_err_resp?: { readonly err_code?: Id; readonly err_msg?: string; readonly trace_id?: string };
}

export interface TokenData {
  readonly access_token?: string;
  readonly refresh_token?: string;
  /** Unix milliseconds. */
  readonly expires?: Id;
  /** The shop. */
  readonly authority_id?: Id;
}

export interface TradeData {
  readonly full_order_info?: WireOrder;
  readonly delivery_order?: readonly WireDelivery[];
  readonly refund_order?: readonly { readonly refund_id?: Id; readonly oids?: readonly WireOid[] }[];
}

export interface TradesData {
  readonly total_results?: Id;
  readonly full_order_info_list?: readonly { readonly full_order_info?: WireOrder }[];
}

export interface WireOrder {
  readonly order_info?: {
    readonly tid?: Id;
    readonly status?: Id;
    readonly created?: string;
    readonly update_time?: string;
    readonly pay_time?: string;
    readonly consign_time?: string;
    readonly success_time?: string;
    readonly refund_state?: Id;
  };
  readonly pay_info?: { readonly payment?: Id; readonly post_fee?: Id; readonly total_fee?: Id };
  readonly address_info?: {
    readonly receiver_name?: string;
    readonly receiver_tel?: string;
    readonly delivery_province?: string;
    readonly delivery_city?: string;
    readonly delivery_district?: string;
    readonly delivery_address?: string;
  };
  readonly buyer_info?: { readonly yz_open_id?: string };
  readonly orders?: readonly WireLine[];
}

export interface WireLine {
  readonly oid?: Id;
  readonly item_id?: Id;
  readonly sku_id?: Id;
  readonly outer_sku_id?: string;
  readonly title?: string;
  readonly num?: number;
  /** Of one piece, before any discount. */
  readonly price?: Id;
  /** The line's share of what was paid. */
  readonly payment?: Id;
  readonly is_present?: boolean;
}

export interface WireOid {
  readonly oid?: Id;
}

export interface WireDelivery {
  /** 1 once it left. */
  readonly express_state?: Id;
  readonly oids?: readonly WireOid[];
  readonly dists?: readonly WireDist[];
}

export interface WireDist {
  readonly dist_id?: Id;
  readonly express_info?: { readonly express_id?: Id; readonly express_no?: Id };
}

export interface RefundsData {
  readonly total?: Id;
  readonly refunds?: readonly WireRefund[];
}

export interface WireRefund {
  readonly refund_id?: Id;
  readonly tid?: Id;
  /** The first line it is about. */
  readonly oid?: Id;
  readonly item_num?: number;
  readonly status?: Id;
  readonly demand?: Id;
  readonly return_goods?: boolean;
  readonly cs_status?: Id;
  readonly reason?: Id;
  /** Freight included. */
  readonly refund_fee?: Id;
  readonly version?: Id;
  readonly created?: string;
  readonly modified?: string;
  readonly logistics?: { readonly logistics_no?: Id; readonly company_code?: Id };
}

export interface WirePush {
  readonly client_id?: Id;
  readonly kdt_id?: Id;
  /** What it is about: of a trade its order. */
  readonly id?: Id;
  readonly type?: Id;
  readonly msg?: unknown;
  readonly msg_id?: Id;
  readonly sign?: Id;
  readonly test?: boolean | string;
}

export interface WireMessage {
  readonly tid?: Id;
  readonly refund_id?: Id;
  readonly full_order_info?: WireOrder;
}
