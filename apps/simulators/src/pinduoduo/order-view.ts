import { HOUR } from '@cartrail/kernel';
import { caseWord } from '../after-sales/words.js';
import { isLive } from '../after-sales/lookup.js';
import { cityOf } from '../orders/cities.js';
import { addressMask, encrypt, nameMask, phoneMask } from '../orders/receiver.js';
import { orderWord, payAmount } from '../orders/words.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { Order } from '../state/model.js';
import { companies } from './companies.js';
import { wall, yuan } from './times.js';

const PROMISE = 48 * HOUR;

/** An order as every order call shows it. */
export function orderView(order: Order, secret: string, cases: readonly AfterSale[]): object {
  const amount = yuan(payAmount(order));
  return {
    order_sn: order.id,
    ...statusOf(order, cases),
    created_time: wall(order.createdAt),
    confirm_time: wall(order.paidAt),
    pay_time: wall(order.paidAt),
    last_ship_time: order.paidAt === null ? '' : wall(order.paidAt + PROMISE),
    shipping_time: wall(order.shippedAt ?? order.parcels[0]?.shippedAt),
    receive_time: wall(order.finishedAt),
    updated_at: wall(order.updatedAt),
    goods_amount: amount,
    discount_amount: '0.00',
    postage: '0.00',
    pay_amount: amount,
    item_list: order.lines.map((line) => ({
      goods_id: BigInt(line.productId),
      sku_id: BigInt(line.skuId),
      outer_id: line.skuCode,
      goods_name: line.title,
      goods_spec: '',
      goods_count: line.quantity,
      goods_price: yuan(line.priceFen),
    })),
    gift_list: [],
    order_depot_info: { depot_code: `WH-${order.originRegion}` },
    ...receiverView(order, secret),
    ...deliveries(order),
  };
}

export const mayBeShipped = (order: Order): boolean => orderWord(order) === 'awaiting_shipment';

function statusOf(order: Order, cases: readonly AfterSale[]): object {
  return {
    order_status: shippingStatus(order),
    confirm_status: confirmStatus(order),
    group_status: order.paidAt === null ? 0 : 1,
    risk_control_status: 0,
    refund_status: refundStatus(order, cases),
  };
}

function confirmStatus(order: Order): number {
  if (orderWord(order) === 'closed') return 2;
  return order.paidAt === null ? 0 : 1;
}

function shippingStatus(order: Order): number {
  switch (orderWord(order)) {
    case 'created':
    case 'awaiting_shipment':
    case 'closed':
      return 1;
    case 'partly_shipped':
    case 'shipped':
      return 2;
    case 'finished':
      return 3;
  }
}

/** 4 once all that was bought is paid back, and not before. */
function refundStatus(order: Order, cases: readonly AfterSale[]): number {
  const words = cases.map(caseWord);
  const back = cases.filter((one) => caseWord(one) === 'refunded').flatMap(({ lines }) => lines);
  const [bought, returned] = [order.lines, back].map((lines) =>
    lines.reduce((sum, { quantity }) => sum + quantity, 0),
  );
  if (bought === returned) return 4;
  if (words.includes('paying_back')) return 3;
  return cases.some(isLive) ? 2 : 1;
}

/** The ciphertexts are there while somebody has to write the address on a parcel. */
function receiverView(order: Order, secret: string): object {
  const { receiver, id } = order;
  const city = cityOf(receiver.region);
  const cipher = (kind: 'name' | 'phone' | 'address', plain: string): string =>
    mayBeShipped(order) ? encrypt(secret, kind, id, plain) : '';
  return {
    country: '中国',
    province: city.province,
    city: city.city,
    town: city.district,
    receiver_name: cipher('name', receiver.name),
    receiver_phone: cipher('phone', receiver.phone),
    receiver_address: cipher('address', receiver.detail),
    receiver_name_mask: nameMask(receiver.name),
    receiver_phone_mask: phoneMask(receiver.phone),
    receiver_address_mask: addressMask(receiver).slice(-6),
  };
}

function deliveries(order: Order): object {
  const [first, ...others] = order.parcels
    .filter((parcel) => parcel.replacedBy === null)
    .map(({ number, carrier }) => ({ tracking_number: number, logistics_id: companies[carrier].id }));
  return { tracking_number: '', logistics_id: 0, ...first, extra_delivery_list: others };
}
