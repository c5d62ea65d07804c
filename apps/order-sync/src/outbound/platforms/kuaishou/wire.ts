import type { Id } from '../wire/values.js';

/**
 * Kuaishou's shapes as its documents and its own SDK have them. Read through `parsePlatformJson`: an id is a string or
 * a short number, so `Id`. Everything may be absent; nothing here is trusted before the mapping. Amounts are fen, times
 * are milliseconds.
 */
export interface Reply {
  /** 1 is a yes; of OAuth calls and some others it is the error itself. */
  readonly result?: Id;
  readonly code?: Id;
  readonly msg?: string;
  readonly sub_code?: Id;
  readonly sub_msg?: string;
  readonly error_msg?: string;
  readonly request_id?: string;
  readonly data?: object | null;
}

export interface TokenReply extends Reply {
  readonly access_token?: string;
  /** Seconds. */
  readonly expires_in?: number;
  readonly refresh_token?: string;
  /** Seconds, of what is left: a refresh does not prolong it. */
  readonly refresh_token_expires_in?: number;
  readonly open_id?: string;
}

/** `open.user.seller.get`. */
export interface SellerData {
  readonly sellerId?: Id;
  readonly name?: string;
}

export interface OrderListData {
  readonly orderList?: readonly WireOrder[];
  readonly cursor?: Id;
}

export interface WireOrder {
  readonly orderBaseInfo?: {
    readonly oid?: Id;
    readonly status?: Id;
    readonly createTime?: Id;
    readonly payTime?: Id;
    readonly sendTime?: Id;
    readonly recvTime?: Id;
    readonly updateTime?: Id;
    readonly promiseTimeStampOfDelivery?: Id;
    readonly totalFee?: Id;
    readonly expressFee?: Id;
    readonly discountFee?: Id;
    readonly buyerOpenId?: string;
    readonly disableDeliveryReasonCode?: readonly Id[] | null;
  };
  readonly orderItemInfo?: WireItem;
  /** The newest refund only. */
  readonly orderRefundList?: readonly WireRefundMark[] | null;
  /** The same under another name in the answer of `open.order.detail`. */
  readonly orderDetailRefundList?: readonly WireRefundMark[] | null;
  readonly orderLogisticsInfo?: readonly WireLogistics[] | null;
  readonly orderAddress?: WireAddress;
  readonly orderCpsInfo?: { readonly distributorId?: Id; readonly distributorName?: string } | null;
}

export interface WireItem {
  readonly skuId?: Id;
  readonly skuNick?: string;
  readonly itemId?: Id;
  readonly itemTitle?: string;
  readonly num?: Id;
  readonly price?: Id;
}

export interface WireRefundMark {
  readonly refundId?: Id;
  readonly refundStatus?: Id;
}

export interface WireLogistics {
  readonly expressNo?: Id;
  readonly expressCode?: Id;
  readonly logisticsId?: Id;
}

export interface WireAddress {
  readonly encryptedConsignee?: string;
  readonly desensitiseConsignee?: string;
  readonly encryptedMobile?: string;
  readonly desensitiseMobile?: string;
  readonly encryptedAddress?: string;
  readonly desensitiseAddress?: string;
  readonly province?: string;
  readonly city?: string;
  readonly district?: string;
  readonly town?: string;
}

export interface RefundListData {
  readonly refundOrderInfoList?: readonly WireCase[] | null;
  /** What older answers call the same. */
  readonly dataList?: readonly WireCase[] | null;
  readonly pcursor?: Id;
}

export interface WireCase {
  readonly refundId?: Id;
  readonly oid?: Id;
  readonly skuId?: Id;
  readonly refundFee?: Id;
  readonly status?: Id;
  readonly handlingWay?: Id;
  readonly negotiateStatus?: Id;
  readonly refundReason?: Id;
  readonly productNum?: Id;
  readonly submitTime?: Id;
  readonly updateTime?: Id;
  readonly expireTime?: Id;
  readonly logisticsInfo?: WireLogistics | null;
}

/** Beside `data` in the answer of `open.order.decrypt.batch`, not in it. */
export interface DecryptReply extends Reply {
  readonly batchDecryptResultList?: readonly DecryptResult[];
}

export interface DecryptResult {
  readonly encryptedData?: string;
  readonly decryptedData?: string;
  /** 1 is a yes. */
  readonly errorCode?: Id;
  readonly errorMsg?: string;
}

export interface WirePush {
  readonly eventId?: Id;
  readonly userId?: Id;
  readonly appKey?: Id;
  readonly event?: string;
  /** JSON text. */
  readonly info?: unknown;
  readonly test?: boolean;
}

export interface WirePushInfo {
  /** Of pushes about orders. */
  readonly oid?: Id;
  readonly sellerId?: Id;
  /** Of pushes about refunds. */
  readonly orderId?: Id;
  readonly refundId?: Id;
}
