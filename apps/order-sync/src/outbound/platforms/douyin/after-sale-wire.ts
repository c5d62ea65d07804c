import type { Id } from '../wire/values.js';

/** Douyin's shapes of the after-sale API as documented; like everything of {@link Id}'s file, nothing is trusted yet. */
export interface AfterSaleDetailData {
  readonly process_info?: {
    readonly after_sale_info?: WireDetailInfo;
    readonly logistics_info?: { readonly return?: WireReturnParcel };
    readonly arbitrate_info?: { readonly arbitrate_status?: Id };
  };
  readonly order_info?: {
    readonly shop_order_id?: Id;
    readonly sku_order_infos?: readonly {
      readonly sku_order_id?: Id;
      readonly after_sale_item_count?: number;
      readonly item_quantity?: number;
    }[];
    readonly related_order_info?: readonly WireRelatedOrder[];
  };
}

interface WireDetailInfo {
  readonly after_sale_id?: Id;
  readonly after_sale_type?: Id;
  readonly after_sale_status?: Id;
  readonly refund_status?: Id;
  readonly arbitrate_status?: Id;
  /** Freight included. */
  readonly refund_total_amount?: number;
  readonly refund_post_amount?: number;
  readonly real_refund_amount?: number;
  readonly reason_code?: Id;
  readonly apply_time?: number;
  readonly update_time?: number;
  readonly status_deadline?: number;
  /** 1 once the goods are back. */
  readonly got_pkg?: number;
}

interface WireReturnParcel {
  readonly tracking_no?: Id;
  readonly company_code?: string;
  readonly company_name?: string;
  /** When the buyer entered the number. */
  readonly logistics_time?: number;
}

interface WireRelatedOrder {
  readonly sku_order_id?: Id;
  readonly aftersale_item_num?: number;
  readonly item_num?: number;
}

export interface AfterSaleListData {
  readonly items?: readonly WireListItem[];
  readonly has_more?: boolean;
  readonly total?: number;
}

export interface WireListItem {
  readonly aftersale_info?: {
    readonly aftersale_id?: Id;
    readonly aftersale_type?: Id;
    readonly aftersale_status?: Id;
    readonly refund_status?: Id;
    readonly arbitrate_status?: Id;
    readonly related_id?: Id;
    readonly apply_time?: number;
    readonly update_time?: number;
    readonly status_deadline?: number;
    /** Freight included. */
    readonly refund_amount?: number;
    readonly refund_post_amount?: number;
    readonly return_logistics_code?: Id;
    readonly return_logistics_company_name?: string;
  };
  readonly order_info?: {
    readonly shop_order_id?: Id;
    readonly related_order_info?: readonly WireRelatedOrder[];
  };
}

/** `status_code` is 0 where the one item went through. */
export interface AfterSaleOperateData {
  readonly items?: readonly {
    readonly aftersale_id?: Id;
    readonly status_code?: Id;
    readonly status_msg?: string;
  }[];
}
