import type { Id } from '../wire/values.js';

/** The platform's shapes as its generated SDK documents them; money is yuan text, times are Beijing wall time. */
export interface ErrorResponse {
  readonly error_code?: Id;
  readonly error_msg?: string;
  readonly sub_code?: Id | null;
  readonly sub_msg?: string | null;
  readonly request_id?: Id;
}

export interface TokenData {
  readonly access_token?: string;
  readonly refresh_token?: string;
  /** Seconds, as is the next but one. */
  readonly expires_in?: number;
  readonly refresh_token_expires_in?: number;
  /** The shop. */
  readonly owner_id?: Id;
  readonly owner_name?: string;
}

export interface OrderInfoData {
  readonly order_info?: WireOrder;
}

export interface ChangedOrdersData {
  readonly total_count?: number;
  readonly order_sn_list?: readonly WireOrder[];
}

export interface ConfirmedOrdersData {
  readonly total_count?: number;
  readonly order_list?: readonly WireOrder[];
}

export interface WireOrder {
  readonly order_sn?: string;
  readonly order_status?: Id;
  readonly confirm_status?: Id;
  readonly risk_control_status?: Id;
  readonly refund_status?: Id;
  readonly created_time?: string | null;
  readonly confirm_time?: string | null;
  readonly pay_time?: string | null;
  readonly last_ship_time?: string | null;
  readonly shipping_time?: string | null;
  readonly updated_at?: string | null;
  /** Of the goods, before discounts. */
  readonly goods_amount?: Id;
  /** Paid, postage and service fees among it. */
  readonly pay_amount?: Id;
  readonly postage?: Id;
  readonly province?: string;
  readonly city?: string;
  readonly town?: string;
  /** Ciphertexts, and empty unless the order waits to be shipped and is not under review. */
  readonly receiver_name?: string;
  readonly receiver_phone?: string;
  readonly receiver_address?: string;
  readonly receiver_name_mask?: string;
  readonly receiver_phone_mask?: string;
  readonly receiver_address_mask?: string;
  readonly tracking_number?: string;
  readonly logistics_id?: Id;
  readonly extra_delivery_list?: readonly WireDelivery[] | null;
  readonly item_list?: readonly WireItem[] | null;
  readonly gift_list?: readonly WireItem[] | null;
  readonly order_depot_info?: { readonly depot_code?: string } | null;
}

export interface WireDelivery {
  readonly tracking_number?: string;
  readonly logistics_id?: Id;
}

export interface WireItem {
  readonly goods_id?: Id;
  readonly sku_id?: Id;
  readonly outer_id?: string;
  readonly goods_name?: string;
  readonly goods_spec?: string;
  readonly goods_count?: Id;
  readonly goods_price?: Id;
}

export interface RefundListData {
  readonly total_count?: number;
  readonly refund_list?: readonly WireRefund[];
}

export interface WireRefund {
  readonly id?: Id;
  readonly order_sn?: string;
  readonly after_sales_status?: Id;
  readonly after_sales_type?: Id;
  readonly after_sale_reason?: string;
  /** 1: in dispute. */
  readonly dispute_refund_status?: Id;
  readonly refund_amount?: Id;
  readonly sku_id?: Id;
  readonly goods_number?: Id;
  /** The parcel on its way back. */
  readonly tracking_number?: string;
  readonly shipping_name?: string;
  readonly created_time?: string | null;
  readonly updated_time?: string | null;
}

export interface DecryptData {
  readonly data_decrypt_list?: readonly {
    readonly encrypted_data?: string;
    readonly decrypted_data?: string;
    readonly error_code?: Id;
    readonly error_msg?: string;
    /** 1: a stand-in, of no use without its extension. */
    readonly virtual_number_type?: Id;
    readonly virtual_identify_number?: string;
  }[];
}

/** What a write came to; one of the two words for success, or neither. */
export interface WriteData {
  readonly success?: boolean;
  readonly error_code?: Id | null;
  readonly error_msg?: string | null;
  readonly result?: { readonly succ?: boolean; readonly success?: boolean; readonly message?: string } | null;
}

export interface DoneData {
  readonly is_success?: boolean;
}

/** A frame of the message channel. */
export interface WireFrame {
  readonly id?: Id;
  readonly commandType?: string;
  readonly sendTime?: Id;
  readonly message?: {
    readonly type?: string;
    readonly mallID?: Id;
    /** JSON text. */
    readonly content?: string;
  };
}

export interface WireContent {
  readonly mall_id?: Id;
  readonly tid?: Id;
  /** Of messages about a case. */
  readonly refund_id?: Id;
}
