import { createHash } from 'node:crypto';
import { fenToYuan, HOUR, toShanghai, type Instant } from '@cartrail/kernel';
import { carriers } from '../orders/catalogue.js';
import { cityOf } from '../orders/cities.js';
import { nameMask, phoneMask } from '../orders/receiver.js';
import { payAmount } from '../orders/words.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { Line, Order, Shop } from '../state/model.js';
import { refundStatusOf, tradeStatus } from './words.js';

export const wall = (at: Instant | null | undefined): string | undefined =>
  at === null || at === undefined ? undefined : toShanghai(at);

/** The trade, whole: what a call gives of it is what it asked for. */
export function tradeView(order: Order, shop: Shop, cases: readonly AfterSale[]): object {
  const total = fenToYuan(payAmount(order));
  const { province, city, district } = cityOf(order.receiver.region);
  return {
    tid: BigInt(order.id),
    tid_str: order.id,
    type: TRADE_TYPE,
    status: tradeStatus(order),
    seller_nick: shop.name,
    buyer_open_uid: order.buyer,
    created: wall(order.createdAt),
    modified: wall(order.updatedAt),
    pay_time: wall(order.paidAt),
    consign_time: wall(order.parcels[0]?.shippedAt),
    end_time: wall(order.finishedAt ?? order.cancelledAt),
    delivery_time: wall(order.paidAt === null ? null : order.paidAt + 48 * HOUR),
    total_fee: total,
    payment: total,
    post_fee: '0.00',
    receiver_name: nameMask(order.receiver.name),
    receiver_mobile: phoneMask(order.receiver.phone),
    receiver_state: province,
    receiver_city: city,
    receiver_district: district,
    receiver_address: `${order.receiver.detail.slice(0, 1)}***`,
    oaid: oaidOf(order),
    num: 0,
    orders: { order: order.lines.map((line) => subOrder(order, line, cases)) },
  };
}

/** Goods bought at a price, and paid at once. */
export const TRADE_TYPE = 'guarantee_trade';

/** A line that several parcels share shows the newest of them. */
function subOrder(order: Order, line: Line, cases: readonly AfterSale[]): object {
  const holds = ({ platformLineId }: { platformLineId: string }): boolean =>
    platformLineId === line.platformLineId;
  const parcel = order.parcels.findLast((one) => one.replacedBy === null && one.lines.some(holds));
  const refund = cases.findLast((one) => one.lines.some(holds));
  const amount = fenToYuan(line.priceFen * line.quantity);
  return {
    oid: BigInt(line.platformLineId),
    oid_str: line.platformLineId,
    num_iid: BigInt(line.productId),
    sku_id: line.skuId,
    outer_sku_id: line.skuCode,
    title: line.title,
    price: fenToYuan(line.priceFen),
    num: line.quantity,
    total_fee: amount,
    payment: amount,
    divide_order_fee: amount,
    status: tradeStatus(order),
    refund_status: refund ? refundStatusOf(refund) : 'NO_REFUND',
    ...(refund && { refund_id: refund.id }),
    store_code: `WH-${order.originRegion}`,
    ...(parcel && {
      logistics_company: carriers[parcel.carrier].name,
      invoice_no: parcel.number,
      consign_time: wall(parcel.shippedAt),
    }),
  };
}

const oaidOf = ({ id, receiver }: Order): string =>
  createHash('sha256')
    .update(JSON.stringify([id, receiver]))
    .digest('base64');
