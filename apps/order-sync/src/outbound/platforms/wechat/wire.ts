import type { Id } from '../wire/values.js';

/**
 * The platform's shapes as documented. Read through {@link parsePlatformJson}: an id is a string or a short number, so
 * `Id`. Everything may be absent; nothing here is trusted before the mapping.
 */
export interface Reply {
  readonly errcode?: Id;
  readonly errmsg?: string;
}

export interface TokenData {
  readonly access_token?: string;
  readonly expires_in?: number;
}

export interface OrderIdsData {
  readonly order_id_list?: readonly Id[];
  readonly next_key?: string;
  readonly has_more?: boolean;
}

export interface OrderData {
  readonly order?: WireOrder;
}

export interface WireOrder {
  readonly order_id?: Id;
  readonly status?: Id;
  readonly openid?: string;
  readonly create_time?: number;
  readonly update_time?: number;
  readonly order_detail?: {
    readonly product_infos?: readonly WireProduct[];
    readonly price_info?: {
      readonly product_price?: number;
      readonly order_price?: number;
      readonly freight?: number;
    };
    readonly pay_info?: { readonly pay_time?: number };
    readonly delivery_info?: {
      readonly address_info?: WireAddress;
      readonly delivery_product_info?: readonly WireDelivery[];
      readonly ship_done_time?: number;
    };
    readonly commission_infos?: readonly WireCommission[];
  };
}

export interface WireProduct {
  readonly product_id?: Id;
  readonly sku_id?: Id;
  readonly sku_cnt?: number;
  /** Of one piece, before discounts. */
  readonly sale_price?: number;
  /** Of all pieces, after discounts. */
  readonly real_price?: number;
  readonly title?: string;
  readonly sku_code?: string;
  readonly out_warehouse_id?: Id;
  /** Until when it has to be sent. */
  readonly delivery_deadline?: number;
  readonly is_free_gift?: Id | boolean;
}

/** Masked, unless the shop's orders are not masked yet. */
export interface WireAddress {
  readonly user_name?: string;
  readonly tel_number?: string;
  readonly province_name?: string;
  readonly city_name?: string;
  readonly county_name?: string;
  readonly detail_info?: string;
  readonly house_number?: string;
  /** 1: the parcel carries the virtual number. */
  readonly use_tel_number?: Id;
  readonly tel_number_ext_info?: { readonly virtual_tel_number?: string };
  /** Tells the addresses of a shop's buyers apart. */
  readonly hash_code?: string;
}

export interface WireDelivery {
  readonly waybill_id?: Id;
  readonly delivery_id?: string;
  readonly delivery_time?: number;
  readonly product_infos?: readonly { readonly sku_id?: Id; readonly product_cnt?: number }[];
}

export interface WireCommission {
  readonly finder_id?: Id;
  readonly nickname?: string;
}

export interface DecodedData {
  readonly address_info?: WireAddress;
  readonly virtual_number_info?: { readonly virtual_number?: string; readonly extension?: string };
}

export interface CaseIdsData {
  readonly after_sale_order_id_list?: readonly Id[];
  readonly next_key?: string;
  readonly has_more?: boolean;
}

export interface CaseData {
  readonly after_sale_order?: WireCase;
}

export interface WireCase {
  readonly after_sale_order_id?: Id;
  readonly order_id?: Id;
  readonly status?: string;
  readonly type?: string;
  readonly reason?: Id;
  readonly product_info?: { readonly sku_id?: Id; readonly count?: number };
  readonly refund_info?: { readonly amount?: number };
  readonly return_info?: {
    readonly waybill_id?: Id;
    readonly delivery_id?: string;
    readonly delivery_name?: string;
  };
  readonly create_time?: number;
  readonly update_time?: number;
  /** Of the dispute a buyer has made of it. */
  readonly complaint_id?: Id;
  /** Seconds that are left, while something waits for the merchant. */
  readonly deadline?: number;
}

export interface ComplaintData {
  readonly status?: Id;
}

export interface WireEvent {
  readonly CreateTime?: Id;
  readonly Event?: string;
  readonly order_info?: { readonly order_id?: Id };
  readonly finder_shop_aftersale_status_update?: {
    readonly status?: string;
    readonly after_sale_order_id?: Id;
    readonly order_id?: Id;
  };
  readonly finder_shop_complaint?: {
    readonly complaint_status?: Id;
    readonly after_sale_order_id?: Id;
    readonly order_id?: Id;
  };
}
