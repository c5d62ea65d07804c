import type { Instant } from '@cartrail/kernel';
import { caseKind, caseWord, wantsGoodsBack } from '../after-sales/words.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { Order } from '../state/model.js';
import { companyOf } from './carriers.js';
import { seconds } from './rows.js';

/** The status as the platform names it. What an exchange is called on its way out is not documented: it waits. */
export function caseStatus(one: AfterSale): string {
  const back = wantsGoodsBack(one);
  switch (caseWord(one)) {
    case 'requested':
      return 'MERCHANT_PROCESSING';
    case 'awaiting_return':
      return 'USER_WAIT_RETURN';
    case 'return_shipped':
    case 'awaiting_reship':
    case 'reshipped':
      return 'MERCHANT_WAIT_RECEIPT';
    case 'paying_back':
      return 'PLATFORM_REFUNDING';
    case 'refunded':
    case 'completed':
      return back ? 'MERCHANT_RETURN_SUCCESS' : 'MERCHANT_REFUND_SUCCESS';
    case 'refused':
      return back ? 'MERCHANT_REJECT_RETURN' : 'MERCHANT_REJECT_REFUND';
    case 'receipt_refused':
      return 'MERCHANT_REJECT_RETURN';
    case 'closed':
      if (one.history.at(-1)?.by === 'buyer') return 'USER_CANCELD';
      return back ? 'RETURN_CLOSED' : 'MERCHANT_FAIL';
  }
}

const types = {
  return_refund: 'RETURN',
  refund_shipped: 'REFUND',
  refund_unshipped: 'REFUND',
  exchange: 'EXCHANGE',
} as const;

/** A case has one dispute at most; its id is made of the case's. */
const DISPUTE = '9';
export const caseIdOf = (complaintId: string): string =>
  complaintId.startsWith(DISPUTE) ? complaintId.slice(DISPUTE.length) : '';

/** 103: the platform's service is at it; 112: it has decided. */
export const complaintView = (one: AfterSale) => ({
  complaint_status: one.arbitrateStatus === 1 ? 103 : 112,
  complaint_id: DISPUTE + one.id,
  after_sale_order_id: one.id,
  order_id: one.orderId,
});

/** The case as `getaftersaleorder` gives it; one is about one SKU on this platform. */
export function caseView(one: AfterSale, order: Order, now: Instant): object {
  const [about] = one.lines;
  const line = order.lines.find(({ platformLineId }) => platformLineId === about?.platformLineId);
  const { parcel, deadline } = one;
  const waits = one.status === 6 || one.status === 11;
  return {
    after_sale_order_id: one.id,
    order_id: one.orderId,
    status: caseStatus(one),
    type: types[caseKind(one)],
    reason: String(one.reasonCode),
    product_info: { product_id: line?.productId, sku_id: line?.skuId, count: about?.quantity },
    refund_info: { amount: one.refundFen },
    return_info: parcel
      ? { waybill_id: parcel.number, ...companyOf(parcel.carrier ?? 'YTO') }
      : { waybill_id: '', delivery_id: '', delivery_name: '' },
    merchant_upload_info: { reject_reason: '', refund_certificates: [] },
    refund_resp: { ret: 0, code: '', message: '' },
    details: { desc: '', receive_product: 0, tel_number: '', prove_imgs: [] },
    create_time: seconds(one.appliedAt),
    update_time: seconds(one.updatedAt),
    ...(one.arbitrateStatus !== 0 && { complaint_id: DISPUTE + one.id }),
    ...(waits && deadline !== null && { deadline: Math.max(0, seconds(deadline - now)) }),
  };
}
