import type { Id } from '../wire/values.js';

/**
 * Douyin's shapes as documented (order API, token API, push). Read through {@link parsePlatformJson}: an id is a
 * string or a short number, so `Id`. Everything may be absent; nothing here is trusted before the mapping.
 */
export interface Reply {
  readonly code?: Id;
  readonly msg?: string;
  readonly sub_code?: string;
  readonly sub_msg?: string;
  readonly log_id?: string;
  readonly data?: object;
}

export interface TokenData {
  readonly access_token?: string;
  readonly refresh_token?: string;
  readonly expires_in?: number;
  readonly shop_name?: string;
}

export interface OrderDetailData {
  readonly shop_order_detail?: WireOrder;
}

export interface SearchListData {
  readonly total?: number;
  readonly shop_order_list?: readonly WireOrder[];
}

export interface BatchDecryptData {
  readonly decrypt_infos?: readonly {
    readonly cipher_text?: string;
    readonly decrypt_text?: string;
    readonly err_no?: Id;
    readonly err_msg?: string;
  }[];
}

export interface WireOrder {
  readonly order_id?: Id;
  readonly shop_id?: Id;
  readonly order_status?: Id;
  readonly main_status?: Id;
  readonly create_time?: number;
  readonly pay_time?: number;
  readonly ship_time?: number;
  readonly finish_time?: number;
  readonly exp_ship_time?: number;
  readonly update_time?: number;
  readonly order_amount?: number;
  readonly pay_amount?: number;
  readonly post_amount?: number;
  /** The buyer's pseudonym for this application. */
  readonly doudian_open_id?: string;
  readonly open_id?: string;
  readonly mask_post_receiver?: string;
  readonly mask_post_tel?: string;
  readonly mask_post_addr?: string | WireAddress;
  readonly encrypt_post_receiver?: string;
  readonly encrypt_post_tel?: string;
  readonly post_addr?: WireAddress;
  readonly logistics_info?: readonly WireParcel[];
  readonly sku_order_list?: readonly WireLine[];
}

/** A place is an object with name and id, or its bare name. */
export type WirePlace = string | { readonly name?: string; readonly id?: Id };

export interface WireAddress {
  readonly province?: WirePlace;
  readonly city?: WirePlace;
  readonly town?: WirePlace;
  readonly street?: WirePlace;
  readonly detail?: string;
  readonly encrypt_detail?: string;
}

export interface WireParcel {
  readonly tracking_no?: Id;
  readonly company?: string;
  readonly company_name?: string;
  readonly ship_time?: number;
  readonly delivery_id?: Id;
  readonly product_info?: readonly {
    readonly sku_order_id?: Id;
    readonly sku_id?: Id;
    readonly product_count?: number;
  }[];
}

export interface WireLine {
  readonly order_id?: Id;
  readonly product_id?: Id;
  readonly product_id_str?: string;
  readonly sku_id?: Id;
  readonly out_sku_id?: Id;
  readonly code?: string;
  readonly product_name?: string;
  /** Not empty on a free gift. */
  readonly given_product_type?: string;
  readonly out_warehouse_ids?: readonly Id[];
  readonly item_num?: number;
  readonly order_amount?: number;
  readonly pay_amount?: number;
  readonly author_id?: Id;
  readonly author_name?: string;
  readonly room_id?: Id;
  readonly room_id_str?: string;
}

export interface WirePush {
  readonly tag?: Id;
  readonly msg_id?: Id;
  /** JSON text; some samples show an object. */
  readonly data?: unknown;
}

export interface WirePushData {
  readonly p_id?: Id;
  readonly shop_id?: Id;
  /** Of after-sale pushes. */
  readonly aftersale_id?: Id;
  readonly reason_code?: Id;
}
