import { caseKind, caseWord, type CaseKind, type CaseWord } from '../after-sales/words.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { Order } from '../state/model.js';
import { companyOf } from './companies.js';

const statuses: Readonly<Record<CaseWord, number>> = {
  requested: 10,
  awaiting_return: 30,
  return_shipped: 40,
  awaiting_reship: 40,
  reshipped: 45,
  paying_back: 50,
  refunded: 60,
  completed: 60,
  refused: 12,
  receipt_refused: 12,
  closed: 70,
};
const DISPUTE = 20;

const ways: Readonly<Record<CaseKind, number>> = {
  return_refund: 1,
  refund_shipped: 10,
  refund_unshipped: 10,
  exchange: 3,
};

export interface RefundWords {
  readonly status: number;
  readonly handlingWay: number;
  /** 1 waits for the merchant, 2 he agreed, 3 he refused. */
  readonly negotiateStatus: number;
}

/** Where a case is, in the platform's numbers. */
export function refundWords(one: AfterSale): RefundWords {
  const word = caseWord(one);
  const disputed = one.arbitrateStatus === 1;
  const refused = word === 'refused' || word === 'receipt_refused';
  return {
    status: disputed ? DISPUTE : statuses[word],
    handlingWay: ways[caseKind(one)],
    negotiateStatus: word === 'requested' ? 1 : refused ? 3 : 2,
  };
}

/** A case as both the list and the detail give it. */
export function refundView(one: AfterSale, order: Order): object {
  const [line] = order.lines;
  const single = order.lines.length === 1;
  return {
    refundId: BigInt(one.id),
    oid: BigInt(one.orderId),
    skuId: BigInt(line?.skuId ?? '0'),
    skuNick: line?.skuCode ?? '',
    itemId: BigInt(line?.productId ?? '0'),
    sellerId: BigInt(one.shopId),
    buyerOpenId: order.buyer,
    refundFee: one.refundFen,
    ...refundWords(one),
    refundReason: one.reasonCode,
    receiptStatus: one.type === 2 ? 1 : 2,
    productNum: single ? one.lines.reduce((sum, { quantity }) => sum + quantity, 0) : 1,
    createTime: one.appliedAt,
    submitTime: one.appliedAt,
    updateTime: one.updatedAt,
    expireTime: one.deadline ?? 0,
    specialRefundType: 0,
    logisticsInfo: one.parcel?.carrier
      ? { expressNo: one.parcel.number, expressCode: companyOf(one.parcel.carrier) }
      : null,
  };
}
