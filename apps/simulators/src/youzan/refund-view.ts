import { fenToYuan, toShanghai } from '@cartrail/kernel';
import { caseKind, caseWord, wantsGoodsBack, type CaseKind, type CaseWord } from '../after-sales/words.js';
import type { AfterSale } from '../state/after-sale.model.js';
import { companyOf } from './companies.js';

/** Money on its way is a success here, and so are new goods that have arrived. */
const statuses: Readonly<Record<CaseWord, string>> = {
  requested: 'WAIT_SELLER_AGREE',
  awaiting_return: 'WAIT_BUYER_RETURN_GOODS',
  return_shipped: 'WAIT_SELLER_CONFIRM_GOODS',
  awaiting_reship: 'WAIT_SELLER_CONFIRM_GOODS',
  reshipped: 'WAIT_SELLER_CONFIRM_GOODS',
  paying_back: 'SUCCESS',
  refunded: 'SUCCESS',
  completed: 'SUCCESS',
  refused: 'SELLER_REFUSE_BUYER',
  receipt_refused: 'SELLER_REFUSE_BUYER_RETURN_GOODS',
  closed: 'CLOSED',
};

export const refundStatusOf = (one: AfterSale): string => statuses[caseWord(one)];

const demands: Readonly<Record<CaseKind, number>> = {
  refund_shipped: 1,
  refund_unshipped: 1,
  return_refund: 2,
  exchange: 3,
};

export const demandOf = (one: AfterSale): number => demands[caseKind(one)];

/** 13 digits, another one with every change. */
export const versionOf = (one: AfterSale): number => one.updatedAt;

/** The world's reasons in the platform's numbers; any other is 其他. */
const reasons: Readonly<Record<number, number>> = { 1: 104, 2: 105, 3: 102, 4: 53, 5: 101, 6: 103 };

export const rowView = (one: AfterSale): object => ({
  refund_id: one.id,
  tid: one.orderId,
  status: refundStatusOf(one),
  return_goods: wantsGoodsBack(one),
  reason: reasons[one.reasonCode] ?? 107,
  refund_fee: fenToYuan(one.refundFen),
  cs_status: one.arbitrateStatus === 0 ? 1 : one.arbitrateStatus === 1 ? 2 : 3,
  refund_type: 'BUYER_APPLY_REFUND',
  created: toShanghai(one.appliedAt),
  modified: toShanghai(one.updatedAt),
});

export const detailView = (one: AfterSale): object => ({
  ...rowView(one),
  demand: demandOf(one),
  oid: one.lines[0]?.platformLineId ?? '',
  item_num: one.lines.reduce((sum, { quantity }) => sum + quantity, 0),
  version: versionOf(one),
  desc: '',
  ...(one.parcel && {
    logistics: {
      logistics_no: one.parcel.number,
      company_code: one.parcel.carrier === undefined ? '' : String(companyOf(one.parcel.carrier)),
    },
  }),
});
