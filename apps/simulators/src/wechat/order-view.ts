import { createHash } from 'node:crypto';
import { HOUR } from '@cartrail/kernel';
import { caseWord } from '../after-sales/words.js';
import { isLive } from '../after-sales/lookup.js';
import { cityOf } from '../orders/cities.js';
import { nameMask, phoneMask } from '../orders/receiver.js';
import { orderWord, payAmount, type OrderWord } from '../orders/words.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { Line, Order, OrderParcel, Receiver } from '../state/model.js';
import { caseStatus } from './case-view.js';
import { companyOf } from './carriers.js';
import { seconds } from './rows.js';

const statuses: Readonly<Record<OrderWord, number>> = {
  created: 10,
  awaiting_shipment: 20,
  partly_shipped: 21,
  shipped: 30,
  finished: 100,
  closed: 250,
};

export const statusOf = (order: Order): number => statuses[orderWord(order)];

/** The order as `order/get` gives it. */
export function orderView(order: Order, cases: readonly AfterSale[]): object {
  const amount = payAmount(order);
  return {
    order_id: order.id,
    status: statusOf(order),
    openid: order.buyer,
    create_time: seconds(order.createdAt),
    update_time: seconds(order.updatedAt),
    order_detail: {
      product_infos: order.lines.map((line) => productView(order, line, cases)),
      price_info: { product_price: amount, order_price: amount, freight: 0, discounted_price: 0 },
      pay_info: { pay_time: seconds(order.paidAt), transaction_id: '', prepay_id: '' },
      delivery_info: {
        address_info: addressView(order),
        delivery_product_info: order.parcels
          .filter((one) => one.replacedBy === null)
          .map((one) => deliveryView(order, one)),
        ship_done_time: seconds(order.shippedAt),
      },
      ext_info: { customer_notes: '', merchant_notes: '' },
      commission_infos: hostsOf(order),
    },
    aftersale_detail: {
      aftersale_order_list: cases.map((one) => ({
        aftersale_order_id: one.id,
        status: caseStatus(one),
      })),
    },
  };
}

function productView(order: Order, line: Line, cases: readonly AfterSale[]): object {
  const pieces = (of: readonly AfterSale[]): number =>
    of
      .flatMap((one) => one.lines)
      .filter((one) => one.platformLineId === line.platformLineId)
      .reduce((sum, one) => sum + one.quantity, 0);
  return {
    product_id: line.productId,
    sku_id: line.skuId,
    sku_cnt: line.quantity,
    sale_price: line.priceFen,
    real_price: line.priceFen * line.quantity,
    title: line.title,
    sku_code: line.skuCode,
    out_warehouse_id: `WH-${order.originRegion}`,
    delivery_deadline: order.paidAt === null ? 0 : seconds(order.paidAt + 48 * HOUR),
    on_aftersale_sku_cnt: pieces(cases.filter(isLive)),
    finish_aftersale_sku_cnt: pieces(cases.filter((one) => caseWord(one) === 'refunded')),
  };
}

const deliveryView = (order: Order, parcel: OrderParcel): object => ({
  waybill_id: parcel.number,
  ...companyOf(parcel.carrier),
  delivery_time: seconds(parcel.shippedAt),
  product_infos: parcel.lines.flatMap(({ platformLineId, quantity }) => {
    const line = order.lines.find((one) => one.platformLineId === platformLineId);
    return line ? [{ product_id: line.productId, sku_id: line.skuId, product_cnt: quantity }] : [];
  }),
});

const hostsOf = ({ anchor, lines }: Order): object[] =>
  anchor === null
    ? []
    : lines.map((line) => ({
        sku_id: line.skuId,
        finder_id: anchor.anchorId,
        nickname: anchor.name,
        type: 0,
      }));

const placeOf = (receiver: Receiver): object => {
  const { province, city, district } = cityOf(receiver.region);
  return { province_name: province, city_name: city, county_name: district };
};

/** Masked: names, numbers and streets come out of `sensitiveinfo/decode` only. */
function addressView(order: Order): object {
  const { receiver, shopId } = order;
  return {
    user_name: nameMask(receiver.name),
    tel_number: phoneMask(receiver.phone),
    detail_info: '****',
    house_number: '',
    ...placeOf(receiver),
    virtual_order_tel_number: '',
    use_tel_number: 0,
    hash_code: createHash('md5')
      .update(JSON.stringify([shopId, receiver]))
      .digest('hex'),
  };
}

export const decodedView = ({ receiver }: Order): object => ({
  address_info: {
    user_name: receiver.name,
    tel_number: receiver.phone,
    detail_info: receiver.detail,
    house_number: '',
    ...placeOf(receiver),
  },
});
