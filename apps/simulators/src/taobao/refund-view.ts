import { fenToYuan, toShanghai } from '@cartrail/kernel';
import { reasonTexts } from '../after-sales/rules.js';
import { caseKind, caseWord, type CaseKind } from '../after-sales/words.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { Order, Shop } from '../state/model.js';
import { companyName } from './companies.js';
import { phaseOf, refundStatusOf, tradeStatus } from './words.js';

const types: Readonly<Record<CaseKind, string>> = {
  return_refund: 'REFUND_AND_RETURN',
  refund_shipped: 'REFUND',
  refund_unshipped: 'REFUND',
  exchange: 'TMALL_EXCHANGE',
};

/** A refund is about one sub-order: of a case of the world that is about more, the first. */
export function refundView(one: AfterSale, order: Order, shop: Shop): object {
  const [line] = one.lines;
  const paidBack = caseWord(one) === 'refunded';
  return {
    refund_id: one.id,
    tid: BigInt(order.id),
    oid: BigInt(line?.platformLineId ?? '0'),
    num: line?.quantity ?? 0,
    seller_nick: shop.name,
    dispute_type: types[caseKind(one)],
    status: refundStatusOf(one),
    order_status: paidBack ? 'TRADE_CLOSED' : tradeStatus(order),
    good_status: goodsOf(one),
    has_good_return: caseKind(one) === 'return_refund',
    refund_phase: phaseOf(order),
    created: toShanghai(one.appliedAt),
    modified: toShanghai(one.updatedAt),
    refund_version: one.updatedAt,
    refund_fee: fenToYuan(one.refundFen),
    reason: reasonTexts[one.reasonCode] ?? '其他',
    refund_remind_timeout: {
      exist_timeout: one.deadline !== null,
      ...(one.deadline !== null && { timeout: toShanghai(one.deadline) }),
    },
    ...(one.parcel && {
      sid: one.parcel.number,
      company_name: companyName(one.parcel),
      good_return_time: toShanghai(one.parcel.enteredAt),
    }),
  };
}

function goodsOf(one: AfterSale): string {
  if (caseKind(one) === 'refund_unshipped') return 'BUYER_NOT_RECEIVED';
  return one.parcel ? 'BUYER_RETURNED_GOODS' : 'BUYER_RECEIVED';
}
