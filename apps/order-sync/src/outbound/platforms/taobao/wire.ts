import type { TopError } from './errors.js';
import type { Id } from '../wire/values.js';

/**
 * TOP's shapes as its own generated SDK documents them; a list is an object with one member that is the array. Read
 * through {@link parsePlatformJson}. Everything may be absent; nothing here is trusted before the mapping.
 */
export interface Reply {
  readonly error_response?: TopError;
  readonly [root: string]: object | undefined;
}

export interface TokenReply {
  readonly access_token?: string;
  readonly refresh_token?: string;
  /** Seconds. */
  readonly expires_in?: Id;
  readonly re_expires_in?: Id;
  readonly taobao_user_id?: Id;
  /** Percent-encoded. */
  readonly taobao_user_nick?: string;
  readonly error?: string;
  readonly error_description?: string;
}

export interface TradePage {
  readonly total_results?: Id;
  readonly trades?: { readonly trade?: readonly WireTrade[] };
}

export interface RefundPage {
  readonly total_results?: Id;
  readonly refunds?: { readonly refund?: readonly WireRefund[] };
}

/** Amounts are yuan as text, times are wall time in Asia/Shanghai. */
export interface WireTrade {
  readonly tid?: Id;
  readonly tid_str?: string;
  readonly status?: string;
  readonly created?: string;
  readonly modified?: string;
  readonly pay_time?: string;
  readonly consign_time?: string;
  readonly end_time?: string;
  /** The latest time of shipping. */
  readonly delivery_time?: string;
  /** What was paid, freight included. */
  readonly payment?: string;
  /** Prices times quantities. */
  readonly total_fee?: string;
  readonly post_fee?: string;
  /** The buyer's pseudonym for this application. */
  readonly buyer_open_uid?: string;
  readonly receiver_name?: string;
  readonly receiver_mobile?: string;
  readonly receiver_phone?: string;
  readonly receiver_state?: string;
  readonly receiver_city?: string;
  readonly receiver_district?: string;
  readonly receiver_town?: string;
  readonly receiver_address?: string;
  /** Another one for another receiver or address. */
  readonly oaid?: string;
  readonly orders?: { readonly order?: readonly WireSubOrder[] };
}

export interface WireSubOrder {
  readonly oid?: Id;
  readonly oid_str?: string;
  readonly num_iid?: Id;
  readonly sku_id?: Id;
  readonly outer_sku_id?: string;
  readonly outer_iid?: string;
  readonly title?: string;
  readonly price?: string;
  readonly num?: Id;
  readonly payment?: string;
  /** What was paid for it after every discount was shared out. */
  readonly divide_order_fee?: string;
  readonly is_free_gift?: boolean;
  readonly store_code?: string;
  /** The company's name. */
  readonly logistics_company?: string;
  readonly invoice_no?: string;
  readonly consign_time?: string;
}

export interface WireRefund {
  readonly refund_id?: Id;
  readonly tid?: Id;
  readonly oid?: Id;
  readonly dispute_type?: string;
  readonly status?: string;
  /** Of the sub-order it is about. */
  readonly order_status?: string;
  readonly good_status?: string;
  /** `onsale` until the trade is finished, `aftersale` then. */
  readonly refund_phase?: string;
  readonly created?: string;
  readonly modified?: string;
  /** Milliseconds. */
  readonly refund_version?: Id;
  readonly refund_fee?: string;
  readonly reason?: string;
  readonly num?: Id;
  readonly refund_remind_timeout?: { readonly exist_timeout?: boolean; readonly timeout?: string };
  /** The parcel on its way back, and the name of its company. */
  readonly sid?: string;
  readonly company_name?: string;
  readonly good_return_time?: string;
}

/** What a message of the channel says. */
export interface WireContent {
  readonly tid?: Id;
  readonly refund_id?: Id;
}
