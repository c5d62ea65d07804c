import { fenToYuan, type Instant } from '@cartrail/kernel';
import { carriers } from '../orders/catalogue.js';
import { cityOf } from '../orders/cities.js';
import { encrypt } from '../orders/receiver.js';
import { payAmount } from '../orders/words.js';
import type { Line, Order, OrderParcel } from '../state/model.js';
import { FREIGHT, statusOf } from './enums.js';

const at = (instant: Instant | null): number => instant ?? 0;

/** `orderInfo` of either answer: int64 ids as numbers, amounts and counts as text, milliseconds. */
export function orderInfo(order: Order, secret: string): object {
  const { province, city, district, districtCode } = cityOf(order.receiver.region);
  const sealed = (kind: 'name' | 'phone' | 'address', text: string): string =>
    encrypt(secret, kind, order.shopId, text);
  const total = fenToYuan(payAmount(order));
  const paid = order.paidAt === null ? '0.00' : total;
  return {
    orderBaseInfo: {
      orderNo: BigInt(order.id),
      orderStatus: statusOf(order),
      payStatus: order.paidAt === null ? 0 : 1,
      createTime: order.createdAt,
      payTime: at(order.paidAt),
      finishTime: at(order.finishedAt ?? order.cancelledAt),
      updateTime: order.updatedAt,
    },
    payInfo: {
      payAmount: paid,
      shouldPayAmount: total,
      totalAmount: total,
      amountInfos: [{ type: FREIGHT, amount: '0.00', payAmount: '0.00' }],
    },
    items: order.lines.map((line) => itemView(line, order.paidAt !== null)),
    buyerInfo: { wid: order.buyer },
    merchantInfo: { bosId: idOf(order.shopId), vid: idOf(order.shopId) },
    orderFulfill: {
      receiverInfo: {
        name: sealed('name', order.receiver.name),
        phone: sealed('phone', order.receiver.phone),
        address: sealed('address', order.receiver.detail),
        ...{ province, city, county: district, area: '', countyCode: districtCode },
      },
    },
  };
}

/** Shops of the simulated world may have any name; a bosId is digits. */
export const idOf = (shopId: string): bigint | string =>
  /^\d{1,19}$/.test(shopId) ? BigInt(shopId) : shopId;

export const fulfilments = (order: Order): object[] =>
  order.parcels.filter((parcel) => parcel.replacedBy === null).map(fulfilment);

function itemView(line: Line, isPaid: boolean): object {
  const amount = fenToYuan(line.priceFen * line.quantity);
  return {
    itemId: BigInt(line.platformLineId),
    goodsId: BigInt(line.productId),
    goodsTitle: line.title,
    skuId: BigInt(line.skuId),
    skuCode: line.skuCode,
    skuNum: String(line.quantity),
    payInfo: { payAmount: isPaid ? amount : '0.00', shouldPayAmount: amount, totalAmount: amount },
  };
}

const fulfilment = ({ parcelId, number, carrier, lines, shippedAt }: OrderParcel): object => ({
  fulfillNo: BigInt(parcelId),
  deliveryTime: shippedAt,
  deliveryInfo: { number, companyCode: carrier.toLowerCase(), companyName: carriers[carrier].name },
  fulfillItemList: lines.map(({ platformLineId, quantity }) => ({
    orderItemId: BigInt(platformLineId),
    deliveryNum: String(quantity),
  })),
});
