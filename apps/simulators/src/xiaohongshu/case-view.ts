import { reasonTexts } from '../after-sales/rules.js';
import { caseKind, caseWord, type CaseKind, type CaseWord } from '../after-sales/words.js';
import { isLive } from '../after-sales/lookup.js';
import { carriers } from '../orders/catalogue.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { CarrierCode, Order } from '../state/model.js';
import { companies } from './companies.js';
import { bySku } from './order-view.js';

const types: Readonly<Record<CaseKind, number>> = {
  return_refund: 1,
  exchange: 2,
  refund_shipped: 4,
  refund_unshipped: 5,
};
export const typeOf = (one: AfterSale): number => types[caseKind(one)];

const statuses: Readonly<Record<CaseWord, number>> = {
  requested: 1,
  awaiting_return: 2,
  return_shipped: 3,
  awaiting_reship: 12,
  reshipped: 13,
  paying_back: 4,
  refunded: 4,
  completed: 4,
  refused: 9,
  receipt_refused: 9001,
  closed: 6,
};

export function statusOf(one: AfterSale): number {
  if (isLive(one) && one.arbitrateStatus === 1) return 14;
  const word = caseWord(one);
  return word === 'closed' && one.history.at(-1)?.by === 'buyer' ? 5 : statuses[word];
}

const refundStatuses = { 1: 201, 2: 1, 3: 2 } as const;

/** As the platform computes it: a sum of floats. */
function refundYuan(one: AfterSale, order: Order): number {
  const parts = one.lines.map((share) => {
    const line = order.lines.find(({ platformLineId }) => platformLineId === share.platformLineId);
    return (line?.priceFen ?? 0) * share.quantity;
  });
  const whole = parts.reduce((sum, fen) => sum + fen, 0);
  return whole === one.refundFen ? parts.reduce((sum, fen) => sum + fen / 100, 0) : one.refundFen / 100;
}

/** A row of the list. */
export const rowView = (one: AfterSale, order: Order): object => ({
  returnsId: one.id,
  returnType: typeOf(one),
  reasonId: one.reasonCode,
  reasonNameZh: reasonTexts[one.reasonCode] ?? '其他',
  status: statusOf(one),
  orderId: order.id,
  applyTime: one.appliedAt,
  updatedAt: one.updatedAt,
  expireTime: [1, 3].includes(statusOf(one)) ? (one.deadline ?? -1) : -1,
  expectedRefundAmountYuan: one.type === 3 ? 0 : refundYuan(one, order),
});

/** The answer of afterSale.getAfterSaleInfo. */
export const caseView = (one: AfterSale, order: Order): object => ({
  afterSaleInfo: {
    ...rowView(one, order),
    appliedShipFeeAmountYuan: 0,
    refundAmountYuan: one.refundStatus === 3 ? refundYuan(one, order) : 0,
    ...(one.type !== 3 && { refundStatus: refundStatuses[one.refundStatus] }),
    skus: bySku(order).flatMap((lines) => {
      const ids = new Set(lines.map(({ platformLineId }) => platformLineId));
      const asked = one.lines.filter(({ platformLineId }) => ids.has(platformLineId));
      const appliedCount = asked.reduce((sum, { quantity }) => sum + quantity, 0);
      return appliedCount === 0 ? [] : [{ skuId: lines[0].skuId, skuName: lines[0].title, appliedCount }];
    }),
  },
  logisticsInfo: {
    ...(one.parcel && {
      afterSale: {
        expressNo: one.parcel.number,
        ...companyOf(one.parcel.carrier),
        fillExpressNoTime: one.parcel.enteredAt,
      },
    }),
    ...(one.newGoods && {
      exchange: {
        expressNo: one.newGoods.number,
        ...companyOf(one.newGoods.carrier),
        fillExpressNoTime: one.newGoods.shippedAt,
      },
    }),
  },
  negotiateRecords: [],
});

const companyOf = (carrier: CarrierCode | undefined): object =>
  carrier === undefined
    ? {}
    : { expressCompanyCode: companies[carrier], expressCompanyName: carriers[carrier].name };
