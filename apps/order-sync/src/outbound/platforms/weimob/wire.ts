import type { Id } from '../wire/values.js';

/**
 * Weimob's shapes as its own SDKs declare them: ids and enumerations are int64, amounts and counts text. Everything may
 * be absent; nothing here is trusted before the mapping.
 */
export interface Reply {
  readonly code?: { readonly errcode?: Id; readonly errmsg?: string };
  readonly data?: unknown;
  readonly globalTicket?: string;
}

export interface TokenReply {
  readonly access_token?: string;
  readonly refresh_token?: string;
  /** Seconds. */
  readonly expires_in?: Id;
  /** The bosId: whose shop it is. */
  readonly business_operation_system_id?: Id;
}

export interface PageData<T> {
  readonly pageList?: readonly T[];
  readonly pageSize?: Id;
  readonly totalCount?: Id;
}

export interface OrderData {
  readonly orderInfo?: WireOrder;
  readonly fulfillInfoList?: readonly WireFulfilment[];
}

export interface WireOrder {
  readonly orderBaseInfo?: {
    readonly orderNo?: Id;
    readonly orderStatus?: Id;
    readonly createTime?: Id;
    readonly payTime?: Id;
    readonly finishTime?: Id;
    readonly updateTime?: Id;
  };
  readonly payInfo?: WirePay & { readonly amountInfos?: readonly WireAmount[] };
  readonly items?: readonly WireItem[];
  readonly buyerInfo?: { readonly wid?: Id };
  readonly orderFulfill?: {
    readonly receiverInfo?: {
      readonly name?: string;
      readonly phone?: string;
      readonly address?: string;
      readonly province?: string;
      readonly city?: string;
      readonly county?: string;
      readonly area?: string;
    };
  };
}

interface WirePay {
  readonly payAmount?: Id;
  readonly shouldPayAmount?: Id;
  readonly totalAmount?: Id;
}

interface WireAmount {
  readonly type?: Id;
  readonly amount?: Id;
}

export interface WireItem {
  readonly itemId?: Id;
  readonly goodsId?: Id;
  readonly goodsTitle?: string;
  readonly skuId?: Id;
  readonly skuCode?: string;
  readonly skuNum?: Id;
  readonly payInfo?: WirePay;
}

export interface WireFulfilment {
  readonly fulfillNo?: Id;
  readonly deliveryTime?: Id;
  readonly cancelTime?: Id;
  readonly deliveryInfo?: {
    readonly number?: Id;
    readonly companyCode?: string;
    readonly companyName?: string;
  };
  readonly fulfillItemList?: readonly { readonly orderItemId?: Id; readonly deliveryNum?: Id }[];
}

export interface RightsData {
  readonly rightsInfo?: WireRights;
}

export interface WireRights {
  readonly rightsOrder?: {
    readonly rightsId?: Id;
    readonly rightsStatus?: Id;
    readonly rightsType?: Id;
    readonly refundType?: Id;
    readonly createTime?: Id;
    readonly updateTime?: Id;
  };
  readonly originOrder?: { readonly orderNo?: Id; readonly applyOrderStatus?: Id };
  readonly rightsItems?: readonly { readonly orderItemId?: Id; readonly applyNum?: Id }[];
  readonly refundDetail?: { readonly applyAmount?: Id; readonly refundAmount?: Id };
  readonly returnOrder?: {
    readonly deliveryNo?: Id;
    readonly deliveryCompany?: string;
    readonly deliveryCompanyCode?: string;
  };
}

export interface WirePush {
  readonly id?: Id;
  readonly topic?: Id;
  readonly event?: Id;
  readonly bosId?: Id;
  readonly test?: boolean | string;
  /** JSON text. */
  readonly msgBody?: unknown;
}

export interface WireMessage {
  readonly orderNo?: Id;
  readonly rightsId?: Id;
}
