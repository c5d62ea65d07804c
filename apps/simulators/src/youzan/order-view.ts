import { fenToYuan, toShanghai, type Instant } from '@cartrail/kernel';
import { casesOf } from '../after-sales/lookup.js';
import { cityOf } from '../orders/cities.js';
import { encrypt } from '../orders/receiver.js';
import { orderWord, payAmount, type OrderWord } from '../orders/words.js';
import type { Line, Order, OrderParcel } from '../state/model.js';
import type { State } from '../state/state.js';
import { companyOf } from './companies.js';

const statuses: Readonly<Record<OrderWord, string>> = {
  created: 'WAIT_BUYER_PAY',
  awaiting_shipment: 'WAIT_SELLER_SEND_GOODS',
  partly_shipped: 'WAIT_SELLER_SEND_GOODS',
  shipped: 'WAIT_BUYER_CONFIRM_GOODS',
  finished: 'TRADE_SUCCESS',
  closed: 'TRADE_CLOSED',
};

export const statusOf = (order: Order): string => statuses[orderWord(order)];

/** What has not happened is empty, but for the end of an order, which is the epoch. */
const at = (instant: Instant | null): string => (instant === null ? '' : toShanghai(instant));

/** An order as lists and pushes have it: nothing of its parcels. */
export function orderView(order: Order, secret: string, refundState: number): object {
  const paid = order.paidAt === null ? 0 : payAmount(order);
  const { province, city, district } = cityOf(order.receiver.region);
  const sealed = (kind: 'name' | 'phone' | 'address', text: string): string =>
    encrypt(secret, kind, order.shopId, text);
  return {
    order_info: {
      tid: order.id,
      status: statusOf(order),
      type: 0,
      created: at(order.createdAt),
      update_time: at(order.updatedAt),
      pay_time: at(order.paidAt),
      consign_time: at(order.shippedAt),
      success_time: at(order.finishedAt ?? 0),
      refund_state: refundState,
    },
    pay_info: {
      payment: fenToYuan(paid),
      post_fee: '0.00',
      total_fee: fenToYuan(payAmount(order)),
    },
    address_info: {
      receiver_name: sealed('name', order.receiver.name),
      receiver_tel: sealed('phone', order.receiver.phone),
      delivery_address: sealed('address', order.receiver.detail),
      delivery_province: province,
      delivery_city: city,
      delivery_district: district,
    },
    buyer_info: { yz_open_id: order.buyer },
    orders: order.lines.map((line) => lineView(line, paid > 0)),
    remark_info: { buyer_message: '', trade_memo: '' },
    source_info: { is_offline_order: false },
  };
}

/** The answer of `youzan.trade.get`. */
export function tradeView(order: Order, secret: string, state: State): object {
  const cases = casesOf(state, order.id);
  return {
    full_order_info: orderView(order, secret, refundStateOf(order, state)),
    delivery_order: order.parcels
      .filter((parcel) => parcel.replacedBy === null)
      .map((parcel) => deliveryView(parcel)),
    refund_order: cases.map((one) => ({
      refund_id: one.id,
      refund_fee: fenToYuan(one.refundFen),
      oids: one.lines.map(({ platformLineId }) => ({ oid: platformLineId })),
    })),
  };
}

/** 0 none, 1 and 2 a part under way and back, 11 and 12 all of it. */
export function refundStateOf(order: Order, state: State): number {
  const paid = casesOf(state, order.id).filter((one) => one.status === 12);
  const sum = paid.reduce((total, one) => total + one.refundFen, 0);
  if (sum === 0) return 0;
  const back = paid.every((one) => one.refundStatus === 3) ? 2 : 1;
  return sum >= payAmount(order) ? 10 + back : back;
}

const lineView = (line: Line, isPaid: boolean): object => ({
  oid: line.platformLineId,
  item_id: Number(line.productId.slice(-9)),
  sku_id: Number(line.skuId.slice(-9)),
  outer_sku_id: line.skuCode,
  title: line.title,
  num: line.quantity,
  price: fenToYuan(line.priceFen),
  payment: fenToYuan(isPaid ? line.priceFen * line.quantity : 0),
  is_present: false,
});

const deliveryView = ({ parcelId, number, carrier, lines }: OrderParcel): object => ({
  pk_id: 0,
  express_state: 1,
  express_type: 0,
  oids: lines.map(({ platformLineId }) => ({ oid: platformLineId })),
  dists: [{ dist_id: parcelId, express_info: { express_id: companyOf(carrier), express_no: number } }],
});
