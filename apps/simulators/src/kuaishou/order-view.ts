import { cityOf } from '../orders/cities.js';
import { addressMask, encrypt, nameMask, phoneMask } from '../orders/receiver.js';
import { orderWord, payAmount, type OrderWord } from '../orders/words.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { Order, Shop } from '../state/model.js';
import { companyOf } from './companies.js';
import { openIdOf } from './oauth.js';
import { refundWords } from './refund-view.js';

/** One article that has left takes the order with it: there is no partial shipment among the states. */
const statuses: Readonly<Record<OrderWord, number>> = {
  created: 10,
  awaiting_shipment: 30,
  partly_shipped: 40,
  shipped: 40,
  finished: 70,
  closed: 80,
};

export const statusOf = (order: Order): number => statuses[orderWord(order)];

/** The order as `open.order.detail` gives it. The list calls the refunds otherwise. */
export function orderView(order: Order, shop: Shop, secret: string): object {
  return {
    orderBaseInfo: {
      oid: BigInt(order.id),
      status: statusOf(order),
      createTime: order.createdAt,
      payTime: order.paidAt ?? 0,
      sendTime: order.shippedAt ?? order.parcels[0]?.shippedAt ?? 0,
      recvTime: order.finishedAt ?? 0,
      refundTime: 0,
      updateTime: order.updatedAt,
      promiseTimeStampOfDelivery: order.paidAt === null ? 0 : order.paidAt + 48 * 3_600_000,
      totalFee: payAmount(order),
      expressFee: 0,
      discountFee: 0,
      buyerOpenId: order.buyer,
      sellerOpenId: openIdOf(shop),
      sellerNick: shop.name,
      disableDeliveryReasonCode: [],
      remark: '',
    },
    orderItemInfo: articleOf(order),
    orderLogisticsInfo: order.parcels
      .filter((parcel) => parcel.replacedBy === null)
      .map((parcel) => ({
        logisticsId: BigInt(parcel.parcelId),
        expressNo: parcel.number,
        expressCode: companyOf(parcel.carrier),
      })),
    orderAddress: addressOf(order, secret),
    orderNote: { orderNoteInfo: [] },
    orderCpsInfo: {
      distributorId: BigInt(order.anchor?.anchorId ?? '0'),
      distributorName: order.anchor?.name ?? '',
    },
  };
}

/** The newest refund of an order. */
export function refundMarks(cases: readonly AfterSale[]): object[] {
  const newest = cases.at(-1);
  if (!newest) return [];
  const { status, handlingWay } = refundWords(newest);
  return [{ refundId: BigInt(newest.id), refundStatus: status, handlingWay, specialRefundType: 0 }];
}

/** The platform sells one article per order: several of the world's lines are sold as a set. */
function articleOf(order: Order): object {
  const [line, ...others] = order.lines;
  const alone = others.length === 0;
  return {
    skuId: BigInt(line?.skuId ?? '0'),
    relSkuId: 0,
    skuNick: line?.skuCode ?? '',
    itemId: BigInt(line?.productId ?? '0'),
    itemTitle: line?.title ?? '',
    num: alone ? (line?.quantity ?? 0) : 1,
    price: alone ? (line?.priceFen ?? 0) : payAmount(order),
    originalPrice: line?.priceFen ?? 0,
    discountFee: 0,
    goodsCode: '',
  };
}

function addressOf({ id, receiver }: Order, secret: string): object {
  const { province, city, district, districtCode } = cityOf(receiver.region);
  return {
    encryptedConsignee: encrypt(secret, 'name', id, receiver.name),
    desensitiseConsignee: nameMask(receiver.name),
    encryptedMobile: encrypt(secret, 'phone', id, receiver.phone),
    desensitiseMobile: phoneMask(receiver.phone),
    encryptedAddress: encrypt(secret, 'address', id, receiver.detail),
    desensitiseAddress: addressMask(receiver).slice(-6),
    province,
    provinceCode: Number(receiver.region.slice(0, 2)),
    city,
    cityCode: Number(receiver.region.slice(0, 4)),
    district,
    districtCode: Number(districtCode),
    town: '',
  };
}
