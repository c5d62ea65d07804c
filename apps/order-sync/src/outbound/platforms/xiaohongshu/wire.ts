import type { Id } from '../wire/values.js';

/**
 * Xiaohongshu's shapes as documented. Order amounts are whole fen, after-sale amounts yuan with decimals, all times
 * milliseconds. Read through {@link parsePlatformJson}; everything may be absent, nothing is trusted before the mapping.
 */
export interface Reply {
  readonly success?: boolean;
  readonly error_code?: Id;
  readonly error_msg?: string;
  /** The newer after-sale calls say `code` and `msg`. */
  readonly code?: Id;
  readonly msg?: string;
  readonly data?: unknown;
}

export interface TokenData {
  readonly accessToken?: string;
  readonly accessTokenExpiresAt?: Id;
  readonly refreshToken?: string;
  readonly refreshTokenExpiresAt?: Id;
  readonly sellerId?: Id;
  readonly sellerName?: string;
}

export interface OrderListData {
  readonly total?: Id;
  readonly maxPageNo?: Id;
  readonly orderList?: readonly { readonly orderId?: Id; readonly updateTime?: Id }[];
}

export interface WireOrder {
  readonly orderId?: Id;
  /** 5: sent once more, or in exchange. */
  readonly orderType?: Id;
  readonly orderStatus?: Id;
  readonly createdTime?: Id;
  readonly paidTime?: Id;
  readonly updateTime?: Id;
  readonly deliveryTime?: Id;
  readonly cancelTime?: Id;
  readonly finishTime?: Id;
  readonly promiseLastDeliveryTime?: Id;
  /** Freight and deposit included. */
  readonly totalPayAmount?: Id;
  /** Freight paid; spelt so. */
  readonly totalShippingFree?: Id;
  /** Computed from the receiver: it changes when name, phone or address do. */
  readonly openAddressId?: Id;
  readonly receiverProvinceName?: string;
  readonly receiverCityName?: string;
  readonly receiverDistrictName?: string;
  readonly skuList?: readonly WireSku[];
  readonly expressTrackingNo?: Id;
  readonly expressCompanyCode?: string;
  readonly simpleDeliveryOrderList?: readonly WireDelivery[];
}

/** One per SKU: the platform adds up what is alike, pieces and amounts. */
export interface WireSku {
  readonly skuId?: Id;
  readonly itemId?: Id;
  readonly skuName?: string;
  readonly erpcode?: Id;
  readonly skuQuantity?: Id;
  readonly totalPaidAmount?: Id;
  /** 1: a free gift. */
  readonly skuTag?: Id;
  readonly kolId?: Id;
  readonly kolName?: string;
}

export interface WireDelivery {
  readonly deliveryOrderIndex?: Id;
  readonly status?: Id;
  readonly expressTrackingNo?: Id;
  readonly expressCompanyCode?: string;
  readonly skuIdList?: readonly Id[];
}

export interface ReceiverData {
  readonly receiverInfos?: readonly WireReceiver[];
}

export interface WireReceiver {
  readonly orderId?: Id;
  /** False: the address is another one by now, and is not told. */
  readonly matched?: boolean;
  readonly receiverName?: string;
  readonly receiverPhone?: Id;
  readonly receiverAddress?: string;
}

export interface DecryptData {
  readonly dataInfoList?: readonly {
    readonly encryptedData?: string;
    readonly decryptedData?: Id;
    readonly errorCode?: Id;
    readonly errorMsg?: string;
    readonly virtualNumber?: Id;
    readonly virtualNumberFlag?: boolean;
  }[];
}

export interface CaseListData {
  readonly totalCount?: Id;
  readonly afterSaleBasicInfos?: readonly {
    readonly returnsId?: Id;
    readonly orderId?: Id;
    readonly status?: Id;
    readonly updatedAt?: Id;
  }[];
}

export interface CaseData {
  readonly afterSaleInfo?: WireCase;
  readonly logisticsInfo?: {
    readonly afterSale?: {
      readonly expressNo?: Id;
      readonly expressCompanyCode?: string;
      readonly expressCompanyName?: string;
      readonly fillExpressNoTime?: Id;
      readonly expressSignTime?: Id;
    };
  };
}

export interface WireCase {
  readonly returnsId?: Id;
  readonly orderId?: Id;
  readonly returnType?: Id;
  readonly status?: Id;
  readonly refundStatus?: Id;
  readonly reasonId?: Id;
  readonly applyTime?: Id;
  readonly updatedAt?: Id;
  /** -1 unless the merchant must act. */
  readonly expireTime?: Id;
  readonly expectedRefundAmountYuan?: Id;
  readonly refundAmountYuan?: Id;
  readonly appliedShipFeeAmountYuan?: Id;
  readonly skus?: readonly { readonly skuId?: Id; readonly appliedCount?: Id }[];
}

export interface WirePush {
  readonly msgTag?: string;
  readonly sellerId?: Id;
  /** JSON text. */
  readonly data?: unknown;
}

export interface WirePushData {
  readonly orderId?: Id;
  readonly returnsId?: Id;
  readonly updateTime?: Id;
}
