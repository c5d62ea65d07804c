import { toIso, type Instant } from '@cartrail/kernel';
import type { Order } from '../state/model.js';
import { cityOf } from './cities.js';
import { addressMask, nameMask, phoneMask } from './receiver.js';
import { orderWord, payAmount } from './words.js';

const iso = (at: Instant | null): string | null => (at === null ? null : toIso(at));

/** The order as the simulated world knows it: what a reader of the product is compared with. */
export function orderTruth(order: Order, afterSaleIds: readonly string[] = []): object {
  const { receiver } = order;
  const { province, city } = cityOf(receiver.region);
  const amount = payAmount(order);
  return {
    seq: order.seq,
    platformOrderId: order.id,
    ref: order.ref,
    shopId: order.shopId,
    status: orderWord(order),
    statusCode: order.status,
    createdAt: iso(order.createdAt),
    paidAt: iso(order.paidAt),
    shippedAt: iso(order.shippedAt),
    finishedAt: iso(order.finishedAt),
    cancelledAt: iso(order.cancelledAt),
    updatedAt: iso(order.updatedAt),
    orderAmountFen: amount,
    payAmountFen: order.paidAt === null ? 0 : amount,
    postAmountFen: 0,
    lines: order.lines.map(({ shipped, ...line }) => ({
      ...line,
      amountFen: line.priceFen * line.quantity,
      shipped,
    })),
    anchor: order.anchor,
    buyer: order.buyer,
    receiver: {
      ...receiver,
      province,
      city,
      nameMask: nameMask(receiver.name),
      phoneMask: phoneMask(receiver.phone),
      addressMask: addressMask(receiver),
    },
    originRegion: order.originRegion,
    faults: order.faults,
    afterSales: afterSaleIds,
    parcels: order.parcels.map((parcel) => ({ ...parcel, shippedAt: iso(parcel.shippedAt) })),
  };
}
