import { reasonTexts, statusTexts, typeTexts } from '../after-sales/rules.js';
import { wantsGoodsBack } from '../after-sales/words.js';
import { carriers } from '../orders/catalogue.js';
import type { AfterSale, CaseLine } from '../state/after-sale.model.js';
import type { Line, Order } from '../state/model.js';
import { seconds } from './pushes.js';

/** A row of `afterSale.List`: ids as text. */
export function listView(one: AfterSale, order: Order): object {
  return {
    aftersale_info: {
      aftersale_id: one.id,
      aftersale_order_type: one.lines.length > 1 ? 2 : 1,
      aftersale_type: one.type,
      aftersale_status: one.status,
      related_id: one.lines.length > 1 ? order.id : (one.lines[0]?.platformLineId ?? order.id),
      apply_time: seconds(one.appliedAt),
      create_time: seconds(one.appliedAt),
      update_time: seconds(one.updatedAt),
      status_deadline: seconds(one.deadline),
      refund_amount: one.refundFen,
      refund_post_amount: 0,
      refund_tax_amount: 0,
      aftersale_num: countOf(one),
      refund_status: one.refundStatus,
      arbitrate_status: one.arbitrateStatus,
      return_logistics_code: one.parcel?.number ?? '',
      return_logistics_company_name: one.parcel?.companyName ?? '',
      got_pkg: one.gotPackage ? 1 : 0,
      remark: '',
    },
    order_info: {
      shop_order_id: order.id,
      related_order_info: withLines(one, order).map(({ share, line }) => ({
        sku_order_id: line.platformLineId,
        order_status: order.status,
        pay_amount: line.priceFen * line.quantity,
        post_amount: 0,
        item_num: line.quantity,
        create_time: seconds(order.createdAt),
        product_name: line.title,
        product_id: BigInt(line.productId),
        shop_sku_code: line.skuCode,
        aftersale_pay_amount: line.priceFen * share.quantity,
        aftersale_item_num: share.quantity,
        price: line.priceFen,
      })),
    },
    text_part: {
      aftersale_status_text: statusTexts[one.status],
      aftersale_type_text: typeTexts[one.type],
      reason_text: reasonOf(one),
    },
  };
}

/** The answer of `afterSale.Detail`: ids as bare int64 numbers. */
export function detailView(one: AfterSale, order: Order, records: boolean): object {
  return {
    process_info: {
      after_sale_info: info(one),
      arbitrate_info: { arbitrate_status: one.arbitrateStatus, is_required_evidence: false },
      logistics_info: { return: returned(one), order: sentOut(order) },
      after_sale_shop_remarks: [],
      record_logs_list: records ? recordsOf(one) : [],
    },
    order_info: {
      shop_order_id: BigInt(order.id),
      sku_order_infos: withLines(one, order).map(({ share, line }) => ({
        sku_order_id: BigInt(line.platformLineId),
        order_status: order.status,
        pay_amount: line.priceFen * line.quantity,
        post_amount: 0,
        item_quantity: line.quantity,
        create_time: seconds(order.createdAt),
        product_name: line.title,
        product_id: BigInt(line.productId),
        shop_sku_code: line.skuCode,
        sku_id: BigInt(line.skuId),
        item_sum_amount: line.priceFen * line.quantity,
        sku_pay_amount: line.priceFen * line.quantity,
        after_sale_item_count: share.quantity,
      })),
    },
  };
}

function info(one: AfterSale): object {
  return {
    after_sale_id: BigInt(one.id),
    after_sale_status: one.status,
    after_sale_status_desc: statusTexts[one.status],
    after_sale_type: one.type,
    after_sale_type_text: typeTexts[one.type],
    after_sale_order_type: one.lines.length > 1 ? 2 : 1,
    refund_status: one.refundStatus,
    refund_total_amount: one.refundFen,
    refund_post_amount: 0,
    real_refund_amount: one.refundStatus === 3 ? one.refundFen : 0,
    refund_time: one.refundStatus === 3 ? seconds(one.updatedAt) : 0,
    apply_time: seconds(one.appliedAt),
    update_time: seconds(one.updatedAt),
    status_deadline: seconds(one.deadline),
    reason: reasonOf(one),
    reason_code: one.reasonCode,
    reason_remark: '',
    evidence: [],
    after_sale_apply_count: countOf(one),
    need_return_count: wantsGoodsBack(one) ? countOf(one) : 0,
    got_pkg: one.gotPackage ? 1 : 0,
    return_address_id: BigInt(one.addressId ?? '0'),
    part_type: 0,
    apply_role: 1,
    return_method: one.parcel ? 1 : 0,
  };
}

const returned = (one: AfterSale): object => ({
  tracking_no: one.parcel?.number ?? '',
  company_name: one.parcel?.companyName ?? '',
  company_code: one.parcel?.companyCode ?? '',
  logistics_time: seconds(one.parcel?.enteredAt ?? null),
});

const sentOut = (order: Order): object[] =>
  order.parcels
    .filter((parcel) => parcel.replacedBy === null)
    .map((parcel) => ({
      tracking_no: parcel.number,
      company_name: carriers[parcel.carrier].name,
      company_code: carriers[parcel.carrier].douyinCode,
      logistics_time: seconds(parcel.shippedAt),
      logistics_state: 0,
    }));

const roles = { buyer: 1, merchant: 2, platform: 4 } as const;

const recordsOf = (one: AfterSale): object[] =>
  one.history.map(({ status, at, by }) => ({
    operator: by,
    time: String(seconds(at)),
    text: statusTexts[status],
    role: roles[by],
    images: [],
  }));

const reasonOf = (one: AfterSale): string => reasonTexts[one.reasonCode] ?? '其他';
const countOf = (one: AfterSale): number => one.lines.reduce((sum, { quantity }) => sum + quantity, 0);

const withLines = (one: AfterSale, order: Order): { share: CaseLine; line: Line }[] =>
  one.lines.flatMap((share) => {
    const line = order.lines.find(({ platformLineId }) => platformLineId === share.platformLineId);
    return line ? [{ share, line }] : [];
  });
