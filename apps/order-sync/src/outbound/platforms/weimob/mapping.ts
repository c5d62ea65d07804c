import { newId, type Fen, type Instant } from '@cartrail/kernel';
import type { PulledOrder, ShopRef } from '../../../application/ports.js';
import type { ObservedOrder, ObservedParcel, OrderLine } from '../../../domain/order.state.js';
import { toCarrierByName } from '../wire/companies.js';
import { maskedByUs } from '../wire/own-masks.js';
import { toReceiver, withArea, type ShownReceiver } from '../wire/receiver.js';
import { addingUpTo, sumOf } from '../wire/shares.js';
import { codeOf, fromFen, fromYuan, textOf, type Id } from '../wire/values.js';
import { unmappedOf } from '../wire/unmapped.js';
import type { WeimobMeanings } from './settings.js';
import { toOrderStatus, type MappedStatus } from './tables.js';
import type { OrderData, WireFulfilment, WireItem, WireOrder } from './wire.js';

/** A count as text; what is no whole piece counts as one. */
export const pieces = (count: Id | undefined): number => {
  const whole = fromFen(count) ?? 0;
  return whole > 0 ? whole : 1;
};

/** One order in our words. What the merchant's tables do not have comes back beside it, and never as a guess. */
export function toPulledOrder(
  shop: ShopRef,
  { orderInfo: wire = {}, fulfillInfoList: fulfilments = [] }: OrderData,
  askedAt: Instant,
  meanings: WeimobMeanings,
): PulledOrder {
  const base = wire.orderBaseInfo ?? {};
  const platformOrderId = textOf(base.orderNo) ?? '';
  const status = codeOf(base.orderStatus) ?? '';
  const mapped = toOrderStatus(meanings.orders.get(status));
  const sourceUpdatedAt = meanings.toInstant(base.updateTime);
  const lines = toLines(wire, freightOf(wire, meanings));
  const parcels = fulfilments.flatMap((one) => toParcel(one, sourceUpdatedAt ?? askedAt, meanings));
  const whole = mapped && sourceUpdatedAt !== undefined && platformOrderId !== '';
  const unmapped = unmappedOf({
    status: mapped ? undefined : status,
    order: sourceUpdatedAt === undefined || platformOrderId === '' ? platformOrderId : undefined,
    parcels,
  });
  const receiver = shownReceiver(wire);
  return {
    platformOrderId,
    skuCodes: [...new Set(lines.flatMap((line) => line.merchantSkuCode ?? []))],
    buyerId: textOf(wire.buyerInfo?.wid),
    cipher: withArea(receiver),
    unmapped,
    ...(whole && {
      order: {
        ...toOrder(wire, mapped, sourceUpdatedAt, meanings),
        shopId: shop.shopId,
        platformOrderId,
        receiver: toReceiver(receiver),
        askedAt,
        lines,
        parcels,
      },
    }),
  };
}

function toOrder(
  wire: WireOrder,
  { status, partial, closeReason }: MappedStatus,
  sourceUpdatedAt: Instant,
  meanings: WeimobMeanings,
): Omit<ObservedOrder, 'shopId' | 'platformOrderId' | 'receiver' | 'askedAt' | 'lines' | 'parcels'> {
  const { orderBaseInfo: base = {}, payInfo: pay = {} } = wire;
  return {
    platform: 'weimob',
    status,
    partial,
    closeReason,
    attribution: { by: 'UNATTRIBUTED' },
    createdAt: meanings.toInstant(base.createTime) ?? sourceUpdatedAt,
    paidAt: meanings.toInstant(base.payTime),
    closedAt:
      closeReason === undefined ? undefined : (meanings.toInstant(base.finishTime) ?? sourceUpdatedAt),
    orderAmountFen: fromYuan(pay.totalAmount) ?? 0,
    payAmountFen: fromYuan(pay.payAmount) ?? 0,
    postAmountFen: freightOf(wire, meanings),
    sourceUpdatedAt,
  };
}

const freightOf = ({ payInfo: pay = {} }: WireOrder, { freightType }: WeimobMeanings): Fen =>
  fromYuan(
    pay.amountInfos?.find(({ type }) => freightType !== undefined && codeOf(type) === freightType)?.amount,
  ) ?? 0;

function toLines({ items = [], payInfo: pay = {} }: WireOrder, post: Fen): readonly OrderLine[] {
  const listed = items.map(({ payInfo }) => fromYuan(payInfo?.totalAmount) ?? 0);
  const shares = items.map(
    ({ payInfo }, index) =>
      fromYuan(payInfo?.payAmount) ?? fromYuan(payInfo?.shouldPayAmount) ?? listed[index] ?? 0,
  );
  const [total, paid] = [fromYuan(pay.totalAmount), fromYuan(pay.payAmount)];
  const amounts = addingUpTo(total === undefined ? [sumOf(listed)] : [total - post, total], listed);
  const payments = addingUpTo(paid === undefined ? [sumOf(shares)] : [paid - post, paid], shares);
  return items.map((item, index) => toLine(item, amounts[index] ?? 0, payments[index] ?? 0));
}

function toLine(wire: WireItem, amountFen: Fen, payAmountFen: Fen): OrderLine {
  const [productId, skuId] = [textOf(wire.goodsId) ?? '0', textOf(wire.skuId) ?? '0'];
  return {
    lineId: newId(),
    platformLineId: textOf(wire.itemId) ?? `${productId}/${skuId}`,
    productId,
    skuId,
    merchantSkuCode: textOf(wire.skuCode),
    title: textOf(wire.goodsTitle),
    quantity: pieces(wire.skuNum),
    amountFen,
    payAmountFen,
    gift: false,
  };
}

function toParcel(
  { fulfillNo, deliveryTime, cancelTime, deliveryInfo = {}, fulfillItemList = [] }: WireFulfilment,
  updatedAt: Instant,
  meanings: WeimobMeanings,
): readonly ObservedParcel[] {
  const number = textOf(deliveryInfo.number);
  if (number === undefined || textOf(cancelTime) !== undefined) return [];
  const { companyCode, companyName } = deliveryInfo;
  return [
    {
      newId: newId(),
      platformParcelId: textOf(fulfillNo),
      number,
      carrier: toCarrierByName(companyName ?? ''),
      platformCarrierCode: textOf(companyCode) ?? companyName ?? '',
      shippedAt: meanings.toInstant(deliveryTime) ?? updatedAt,
      lines: fulfillItemList.flatMap(({ orderItemId, deliveryNum }) => {
        const platformLineId = textOf(orderItemId);
        return platformLineId === undefined ? [] : [{ platformLineId, quantity: pieces(deliveryNum) }];
      }),
    },
  ];
}

/** Ciphertexts or plain text: the SDKs do not say which, and their call decrypts either. */
function shownReceiver({ orderFulfill }: WireOrder): ShownReceiver {
  const { name = '', phone = '', address = '', ...place } = orderFulfill?.receiverInfo ?? {};
  return maskedByUs({ name, phone, address }, [place.province, place.city, place.county, place.area]);
}
