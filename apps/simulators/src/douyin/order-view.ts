import { carriers } from '../orders/catalogue.js';
import { cityOf } from '../orders/cities.js';
import { addressMask, encrypt, nameMask, phoneMask } from '../orders/receiver.js';
import { payAmount } from '../orders/words.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { Line, Order, OrderParcel } from '../state/model.js';
import { seconds } from './pushes.js';

const statusDesc: Readonly<Record<number, string>> = {
  1: '待支付',
  2: '备货中',
  101: '部分发货',
  3: '已发货',
  4: '已取消',
  5: '已完成',
};

/** The order as `order.searchList` and `order.orderDetail` give it: ids as text, int64 twins as numbers. */
export function orderView(
  order: Order,
  secret: string,
  shopName: string,
  cases: readonly AfterSale[],
): object {
  const amount = payAmount(order);
  const paid = order.paidAt === null ? 0 : amount;
  return {
    order_id: order.id,
    shop_id: BigInt(order.shopId),
    shop_name: shopName,
    order_status: order.status,
    order_status_desc: statusDesc[order.status],
    main_status: order.status,
    main_status_desc: statusDesc[order.status],
    order_type: 0,
    biz: 2,
    create_time: seconds(order.createdAt),
    pay_time: seconds(order.paidAt),
    ship_time: seconds(order.shippedAt),
    finish_time: seconds(order.finishedAt),
    update_time: seconds(order.updatedAt),
    exp_ship_time: order.paidAt === null ? 0 : seconds(order.paidAt) + 48 * 3_600,
    order_amount: amount,
    pay_amount: paid,
    post_amount: 0,
    promotion_amount: 0,
    promotion_shop_amount: 0,
    promotion_platform_amount: 0,
    cancel_reason: order.status === 4 ? '不想要了' : '',
    doudian_open_id: order.buyer,
    buyer_words: '',
    seller_words: '',
    ...receiverView(order, secret),
    logistics_info: order.parcels
      .filter((one) => one.replacedBy === null)
      .map((one) => logistics(order, one)),
    sku_order_list: order.lines.map((line) => lineView(order, line, cases)),
  };
}

function receiverView(order: Order, secret: string): object {
  const { receiver, id } = order;
  const city = cityOf(receiver.region);
  const named = (name: string, code: string): object => ({ name, id: code });
  return {
    post_receiver: '',
    post_tel: '',
    mask_post_receiver: nameMask(receiver.name),
    mask_post_tel: phoneMask(receiver.phone),
    mask_post_addr: {
      province: named(city.province, `${receiver.region.slice(0, 2)}0000`),
      city: named(city.city, city.region),
      town: named(city.district, city.districtCode),
      street: named('', ''),
      detail: addressMask(receiver).slice(-6),
    },
    encrypt_post_receiver: encrypt(secret, 'name', id, receiver.name),
    encrypt_post_tel: encrypt(secret, 'phone', id, receiver.phone),
    post_addr: {
      province: named(city.province, `${receiver.region.slice(0, 2)}0000`),
      city: named(city.city, city.region),
      town: named(city.district, city.districtCode),
      street: named('', ''),
      detail: '',
      encrypt_detail: encrypt(secret, 'address', id, receiver.detail),
    },
  };
}

function logistics(order: Order, parcel: OrderParcel): object {
  return {
    tracking_no: parcel.number,
    company: carriers[parcel.carrier].douyinCode,
    company_name: carriers[parcel.carrier].name,
    ship_time: seconds(parcel.shippedAt),
    delivery_id: parcel.parcelId,
    product_info: parcel.lines.flatMap((share) => {
      const line = order.lines.find((one) => one.platformLineId === share.platformLineId);
      if (!line) return [];
      return [
        {
          product_name: line.title,
          price: line.priceFen,
          outer_sku_id: line.skuCode,
          sku_id: BigInt(line.skuId),
          product_count: share.quantity,
          product_id: BigInt(line.productId),
          product_id_str: line.productId,
          sku_order_id: line.platformLineId,
        },
      ];
    }),
  };
}

function lineView(order: Order, line: Line, cases: readonly AfterSale[]): object {
  const { anchor } = order;
  const about = cases.findLast((one) =>
    one.lines.some((share) => share.platformLineId === line.platformLineId),
  );
  const amount = line.priceFen * line.quantity;
  return {
    order_id: line.platformLineId,
    parent_order_id: order.id,
    order_status: order.status,
    main_status: order.status,
    product_id: BigInt(line.productId),
    product_id_str: line.productId,
    product_name: line.title,
    sku_id: BigInt(line.skuId),
    out_sku_id: line.skuCode,
    code: line.skuCode,
    item_num: line.quantity,
    goods_price: line.priceFen,
    order_amount: amount,
    pay_amount: order.paidAt === null ? 0 : amount,
    author_id: BigInt(anchor?.anchorId ?? '0'),
    author_name: anchor?.name ?? '',
    room_id: BigInt(anchor?.roomId ?? '0'),
    room_id_str: anchor?.roomId ?? '0',
    theme_type: anchor ? '2' : '0',
    c_biz: anchor ? 2 : 0,
    out_warehouse_ids: [`WH-${order.originRegion}`],
    is_comment: 0,
    given_product_type: '',
    after_sale_info: {
      after_sale_status: about?.status ?? 0,
      after_sale_type: about?.type ?? 0,
      refund_status: about?.refundStatus ?? 0,
    },
  };
}
