import { newId, type Instant } from '@cartrail/kernel';
import type { PulledOrder, ShopRef } from '../../../application/ports.js';
import type { Attribution, ObservedOrder, ObservedParcel, OrderLine } from '../../../domain/order.state.js';
import { toReceiver, withArea, type ShownReceiver } from '../wire/receiver.js';
import { codeOf, fromFen, fromMillis, textOf } from '../wire/values.js';
import { unmappedOf } from '../wire/unmapped.js';
import { toCarrier } from './companies.js';
import { hasLeft, toStatus, type MappedStatus } from './status-table.js';
import type { WireItem, WireLogistics, WireOrder } from './wire.js';

/** One order of an answer in our words. What no table knows comes back beside it, and never as a guess. */
export function toPulledOrder(shop: ShopRef, wire: WireOrder, askedAt: Instant): PulledOrder {
  const base = wire.orderBaseInfo ?? {};
  const platformOrderId = textOf(base.oid) ?? '';
  const sourceUpdatedAt = fromMillis(base.updateTime);
  const mapped = statusOf(wire);
  const lines = toLines(wire);
  const parcels = sourceUpdatedAt === undefined ? [] : toParcels(wire, lines, sourceUpdatedAt);
  const lacking = sourceUpdatedAt === undefined || platformOrderId === '' || lines.length === 0;
  const unmapped = unmappedOf({
    status: mapped ? undefined : (codeOf(base.status) ?? ''),
    order: lacking ? platformOrderId : undefined,
    parcels,
  });
  return {
    platformOrderId,
    skuCodes: lines.flatMap(({ merchantSkuCode }) => merchantSkuCode ?? []),
    buyerId: textOf(base.buyerOpenId),
    cipher: withArea(receiverOf(wire)),
    unmapped,
    ...(mapped &&
      !lacking && {
        order: toOrder({ shop, wire, mapped, lines, parcels, platformOrderId, sourceUpdatedAt, askedAt }),
      }),
  };
}

/** An order has one article, and no id for it. */
export const lineIdOf = (orderId: string, skuId: string): string => `${orderId}-${skuId}`;

/** Whether the goods have left, as far as the order tells. */
export const isSent = ({ orderBaseInfo: base = {} }: WireOrder): boolean =>
  hasLeft(codeOf(base.status) ?? '', fromMillis(base.sendTime) !== undefined);

interface Parts {
  readonly shop: ShopRef;
  readonly wire: WireOrder;
  readonly mapped: MappedStatus;
  readonly lines: readonly OrderLine[];
  readonly parcels: readonly ObservedParcel[];
  readonly platformOrderId: string;
  readonly sourceUpdatedAt: Instant;
  readonly askedAt: Instant;
}

function toOrder(parts: Parts): ObservedOrder {
  const { shop, wire, mapped, lines, parcels, platformOrderId, sourceUpdatedAt, askedAt } = parts;
  const base = wire.orderBaseInfo ?? {};
  const { order, pay, post } = amountsOf(wire);
  return {
    platform: 'kuaishou',
    shopId: shop.shopId,
    platformOrderId,
    status: mapped.status,
    partial: false,
    closeReason: mapped.closeReason,
    attribution: toAttribution(wire),
    createdAt: fromMillis(base.createTime) ?? sourceUpdatedAt,
    paidAt: fromMillis(base.payTime),
    promisedShipAt: fromMillis(base.promiseTimeStampOfDelivery),
    closedAt: mapped.closeReason === undefined ? undefined : sourceUpdatedAt,
    orderAmountFen: order,
    payAmountFen: pay,
    postAmountFen: post,
    receiver: toReceiver(receiverOf(wire)),
    sourceUpdatedAt,
    askedAt,
    lines,
    parcels,
  };
}

function statusOf(wire: WireOrder): MappedStatus | undefined {
  const base = wire.orderBaseInfo ?? {};
  const refunds = [...(wire.orderRefundList ?? []), ...(wire.orderDetailRefundList ?? [])];
  return toStatus({
    status: codeOf(base.status) ?? '',
    paid: fromMillis(base.payTime) !== undefined,
    held: (base.disableDeliveryReasonCode ?? []).length > 0,
    refunds: refunds.flatMap(({ refundStatus }) => codeOf(refundStatus) ?? []),
  });
}

/**
 * The document does not say whether `totalFee` has the freight in it; where it is exactly what the goods cost, it has
 * not.
 */
function amountsOf(wire: WireOrder): { order: number; pay: number; post: number } {
  const base = wire.orderBaseInfo ?? {};
  const [total = 0, post = 0, discount = 0] = [base.totalFee, base.expressFee, base.discountFee].map(fromFen);
  const { price, num } = wire.orderItemInfo ?? {};
  const goods = (fromFen(price) ?? 0) * (fromFen(num) ?? 0) - discount;
  const pay = total === goods ? total + post : total;
  return { order: pay + discount, pay, post };
}

function toLines(wire: WireOrder): readonly OrderLine[] {
  const item: WireItem = wire.orderItemInfo ?? {};
  const [orderId, skuId] = [textOf(wire.orderBaseInfo?.oid), textOf(item.skuId)];
  if (orderId === undefined || skuId === undefined) return [];
  const { order, pay, post } = amountsOf(wire);
  return [
    {
      lineId: newId(),
      platformLineId: lineIdOf(orderId, skuId),
      productId: textOf(item.itemId) ?? '0',
      skuId,
      merchantSkuCode: textOf(item.skuNick),
      title: textOf(item.itemTitle),
      quantity: fromFen(item.num) ?? 1,
      amountFen: order - post,
      payAmountFen: pay - post,
      gift: false,
    },
  ];
}

/** Numbers show before anything has left: they are parcels only afterwards. Of several nobody says what is in which. */
function toParcels(wire: WireOrder, lines: readonly OrderLine[], updatedAt: Instant): ObservedParcel[] {
  const given = isSent(wire) ? (wire.orderLogisticsInfo ?? []) : [];
  const numbered = given.filter(({ expressNo }) => textOf(expressNo) !== undefined);
  const shippedAt = fromMillis(wire.orderBaseInfo?.sendTime) ?? updatedAt;
  const content =
    numbered.length === 1 ? lines.map(({ platformLineId, quantity }) => ({ platformLineId, quantity })) : [];
  return numbered.map((logistics) => toParcel(logistics, content, shippedAt));
}

function toParcel(wire: WireLogistics, lines: ObservedParcel['lines'], shippedAt: Instant): ObservedParcel {
  const company = codeOf(wire.expressCode) ?? '';
  return {
    newId: newId(),
    platformParcelId: textOf(wire.logisticsId),
    number: textOf(wire.expressNo) ?? '',
    carrier: toCarrier(company),
    platformCarrierCode: company,
    shippedAt,
    lines,
  };
}

function toAttribution({ orderCpsInfo: cps }: WireOrder): Attribution {
  const anchorId = textOf(cps?.distributorId);
  if (anchorId === undefined) return { by: 'UNATTRIBUTED' };
  return { by: 'platform', anchorId, anchorName: textOf(cps?.distributorName) };
}

function receiverOf({ orderAddress: address = {} }: WireOrder): ShownReceiver {
  return {
    cipher: {
      name: address.encryptedConsignee ?? '',
      phone: address.encryptedMobile ?? '',
      address: address.encryptedAddress ?? '',
    },
    nameMask: address.desensitiseConsignee,
    phoneMask: address.desensitiseMobile,
    addressMask: address.desensitiseAddress,
    places: [address.province, address.city, address.district, address.town].map((place) => place ?? ''),
  };
}
