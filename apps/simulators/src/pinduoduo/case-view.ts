import { reasonTexts } from '../after-sales/rules.js';
import { caseWord } from '../after-sales/words.js';
import { isLive } from '../after-sales/lookup.js';
import type { AfterSale, CaseType } from '../state/after-sale.model.js';
import type { Order } from '../state/model.js';
import { companies } from './companies.js';
import { wall, yuan } from './times.js';

const types: Readonly<Record<CaseType, number>> = { 0: 3, 1: 2, 2: 2, 3: 4 };

/** A row of the refund list: ids of cases are bare long integers, and a case is about one SKU. */
export function caseView(one: AfterSale, order: Order): object {
  const [share] = one.lines;
  const line = order.lines.find(({ platformLineId }) => platformLineId === share?.platformLineId);
  const carrier = one.parcel?.carrier;
  return {
    id: BigInt(one.id),
    order_sn: order.id,
    after_sales_type: types[one.type],
    after_sales_status: statusOf(one),
    after_sale_reason: reasonTexts[one.reasonCode] ?? '其他',
    dispute_refund_status: one.arbitrateStatus === 0 ? 0 : 1,
    refund_amount: yuan(one.refundFen),
    order_amount: yuan((line?.priceFen ?? 0) * (line?.quantity ?? 0)),
    goods_name: line?.title ?? '',
    goods_number: String(share?.quantity ?? 0),
    goods_price: yuan(line?.priceFen ?? 0),
    sku_id: line?.skuId ?? '',
    outer_id: line?.skuCode ?? '',
    tracking_number: one.parcel?.number ?? '',
    shipping_name: carrier ? companies[carrier].name : '',
    speed_refund_flag: 0,
    user_shipping_status: '0',
    created_time: wall(one.appliedAt),
    updated_time: wall(one.updatedAt),
  };
}

export const typeOf = (one: AfterSale): number => types[one.type];

export function statusOf(one: AfterSale): number {
  if (isLive(one) && one.arbitrateStatus === 1) return 8;
  return one.type === 3 ? ofExchange(one) : ofRefund(one);
}

function ofRefund(one: AfterSale): number {
  switch (caseWord(one)) {
    case 'requested':
    case 'return_shipped':
    case 'awaiting_reship':
      return one.type === 0 ? 3 : 2;
    case 'awaiting_return':
      return 7;
    case 'paying_back':
      return one.refunds.at(-1)?.by === 'platform' ? 5 : 4;
    case 'refunded':
      return 10;
    case 'refused':
    case 'receipt_refused':
      return 6;
    case 'closed':
      return ofClosed(one);
    case 'reshipped':
    case 'completed':
      throw new Error(`case ${one.id} is no exchange`);
  }
}

function ofExchange(one: AfterSale): number {
  switch (caseWord(one)) {
    case 'requested':
    case 'return_shipped':
    case 'awaiting_reship':
      return 14;
    case 'awaiting_return':
    case 'refused':
    case 'receipt_refused':
      return 15;
    case 'reshipped':
      return 18;
    case 'completed':
      return 16;
    case 'closed':
      return 17;
    case 'paying_back':
    case 'refunded':
      throw new Error(`case ${one.id} is about goods`);
  }
}

/** Taken back by the buyer, judged against him, or let lapse by him. */
function ofClosed(one: AfterSale): number {
  if (one.history.at(-1)?.by === 'buyer') return 11;
  if (one.arbitrateStatus === 3) return 9;
  return one.history.at(-2)?.status === 7 ? 13 : 12;
}
