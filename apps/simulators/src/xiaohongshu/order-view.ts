import type { Instant } from '@cartrail/kernel';
import { isLive } from '../after-sales/lookup.js';
import { cityOf } from '../orders/cities.js';
import { orderWord, payAmount, type OrderWord } from '../orders/words.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { Line, Order, OrderParcel } from '../state/model.js';
import { openAddressId } from './ciphers.js';
import { companies } from './companies.js';

const statuses: Readonly<Record<OrderWord, number>> = {
  created: 1,
  awaiting_shipment: 4,
  partly_shipped: 5,
  shipped: 6,
  finished: 7,
  closed: 9,
};

export const statusOf = (order: Order): number => statuses[orderWord(order)];

/** 1 none, 2 under way, 3 done, 4 refused, 5 closed, 6 with the platform. */
function afterSalesStatus(one: AfterSale | undefined): number {
  if (!one) return 1;
  if (isLive(one) && one.arbitrateStatus === 1) return 6;
  if (one.status === 27 || one.status === 29) return 4;
  if (one.status === 28) return 5;
  return isLive(one) ? 2 : 3;
}

/** 0 where it has not happened. */
const ms = (at: Instant | null): number => at ?? 0;

/** A row of the list. */
export const rowView = (order: Order, cases: readonly AfterSale[]): object => ({
  orderId: order.id,
  orderType: 1,
  orderStatus: statusOf(order),
  orderAfterSalesStatus: afterSalesStatus(cases.at(-1)),
  cancelStatus: 0,
  createdTime: order.createdAt,
  paidTime: ms(order.paidAt),
  updateTime: order.updatedAt,
  deliveryTime: ms(order.shippedAt),
  cancelTime: ms(order.cancelledAt),
  finishTime: ms(order.finishedAt),
});

/** Lines of one SKU are one, pieces and amounts added up. */
export function bySku(order: Order): readonly (readonly [Line, ...Line[]])[] {
  const skus = new Map<string, [Line, ...Line[]]>();
  for (const line of order.lines) {
    const known = skus.get(line.skuId);
    if (known) known.push(line);
    else skus.set(line.skuId, [line]);
  }
  return [...skus.values()];
}

/** The answer of order.getOrderDetail: whose order it is, is told elsewhere. */
export function orderView(order: Order, cases: readonly AfterSale[]): object {
  const { anchor } = order;
  const city = cityOf(order.receiver.region);
  const parcels = order.parcels.filter((parcel) => parcel.replacedBy === null);
  const isSplit = parcels.length > 1 || statusOf(order) === 5;
  const [only] = isSplit ? [] : parcels;
  return {
    ...rowView(order, cases),
    receiverCountryName: '中国',
    receiverProvinceName: city.province,
    receiverCityName: city.city,
    receiverDistrictName: city.district,
    openAddressId: openAddressId(order),
    totalPayAmount: payAmount(order),
    totalShippingFree: 0,
    merchantActualReceiveAmount: payAmount(order),
    unpack: isSplit,
    expressTrackingNo: only?.number ?? '',
    expressCompanyCode: only ? companies[only.carrier] : '',
    simpleDeliveryOrderList: isSplit ? parcels.map((parcel, index) => delivery(order, parcel, index)) : [],
    skuList: bySku(order).map((lines) => ({
      skuId: lines[0].skuId,
      itemId: lines[0].productId,
      skuName: lines[0].title,
      erpcode: lines[0].skuCode,
      skuQuantity: lines.reduce((sum, { quantity }) => sum + quantity, 0),
      totalPaidAmount: lines.reduce((sum, { priceFen, quantity }) => sum + priceFen * quantity, 0),
      skuTag: 0,
      ...(anchor && { kolId: anchor.anchorId, kolName: anchor.name }),
      skuAfterSaleStatus: 1,
    })),
  };
}

const delivery = (order: Order, parcel: OrderParcel, index: number): object => ({
  deliveryOrderIndex: index,
  status: statusOf(order) === 7 ? 7 : 6,
  expressTrackingNo: parcel.number,
  expressCompanyCode: companies[parcel.carrier],
  skuIdList: skusOf(order, parcel),
});

const skusOf = (order: Order, parcel: OrderParcel): string[] => {
  const inside = new Set(parcel.lines.map(({ platformLineId }) => platformLineId));
  const lines = order.lines.filter(({ platformLineId }) => inside.has(platformLineId));
  return [...new Set(lines.map(({ skuId }) => skuId))];
};
