import { newId, type Fen, type Instant } from '@cartrail/kernel';
import type { PulledOrder, ShopRef } from '../../../application/ports.js';
import type { ObservedOrder, ObservedParcel, OrderLine } from '../../../domain/order.state.js';
import { type Companies } from '../wire/companies.js';
import { maskedByUs } from '../wire/own-masks.js';
import { toReceiver, withArea, type ShownReceiver } from '../wire/receiver.js';
import { addingUpTo, sumOf } from '../wire/shares.js';
import { codeOf, fromWallTime, fromYuan, textOf } from '../wire/values.js';
import { unmappedOf } from '../wire/unmapped.js';
import { toStatus, type MappedStatus } from './status-table.js';
import type { TradeData, WireDelivery, WireLine, WireOrder } from './wire.js';

const LEFT = '1';

/** The epoch is one of Youzan's ways of saying never. */
export const timeOf = (text: string | undefined): Instant | undefined => fromWallTime(text) || undefined;

export const hasLeft = ({ express_state: state }: WireDelivery): boolean => codeOf(state) === LEFT;

/** One order in our words. What no table knows comes back beside it, and never as a guess. */
export function toPulledOrder(
  shop: ShopRef,
  data: TradeData,
  askedAt: Instant,
  companies: Companies,
): PulledOrder {
  const wire = data.full_order_info ?? {};
  const info = wire.order_info ?? {};
  const platformOrderId = textOf(info.tid) ?? '';
  const status = codeOf(info.status) ?? '';
  const left = (data.delivery_order ?? []).filter(hasLeft);
  const mapped = toStatus(status, { refundState: codeOf(info.refund_state), someLeft: left.length > 0 });
  const sourceUpdatedAt = timeOf(info.update_time);
  const lines = toLines(wire);
  const parcels = left.flatMap((delivery) =>
    toParcels(delivery, lines, companies, timeOf(info.consign_time) ?? sourceUpdatedAt ?? askedAt),
  );
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
    buyerId: textOf(wire.buyer_info?.yz_open_id),
    cipher: withArea(receiver),
    unmapped,
    ...(whole && {
      order: {
        ...toOrder(shop, wire, mapped, sourceUpdatedAt),
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
  shop: ShopRef,
  { order_info: info = {}, pay_info: pay = {} }: WireOrder,
  { status, partial, closeReason }: MappedStatus,
  sourceUpdatedAt: Instant,
): Omit<ObservedOrder, 'platformOrderId' | 'receiver' | 'askedAt' | 'lines' | 'parcels'> {
  return {
    platform: 'youzan',
    shopId: shop.shopId,
    status,
    partial,
    closeReason,
    attribution: { by: 'UNATTRIBUTED' },
    createdAt: timeOf(info.created) ?? sourceUpdatedAt,
    paidAt: timeOf(info.pay_time),
    closedAt: closeReason === undefined ? undefined : (timeOf(info.success_time) ?? sourceUpdatedAt),
    orderAmountFen: fromYuan(pay.total_fee) ?? 0,
    payAmountFen: fromYuan(pay.payment) ?? 0,
    postAmountFen: fromYuan(pay.post_fee) ?? 0,
    sourceUpdatedAt,
  };
}

function toLines({ orders = [], pay_info: pay = {} }: WireOrder): readonly OrderLine[] {
  const [total, paid, post] = [fromYuan(pay.total_fee), fromYuan(pay.payment), fromYuan(pay.post_fee) ?? 0];
  const listed = orders.map((line) => (fromYuan(line.price) ?? 0) * (line.num ?? 1));
  const amounts = addingUpTo([total ?? sumOf(listed)], listed);
  const shares = orders.map((line, index) => fromYuan(line.payment) ?? amounts[index] ?? 0);
  const payments = addingUpTo(paid === undefined ? [sumOf(shares)] : [paid - post, paid], shares);
  return orders.map((line, index) => toLine(line, amounts[index] ?? 0, payments[index] ?? 0));
}

function toLine(wire: WireLine, amountFen: Fen, payAmountFen: Fen): OrderLine {
  const [productId, skuId] = [textOf(wire.item_id) ?? '0', textOf(wire.sku_id) ?? '0'];
  return {
    lineId: newId(),
    platformLineId: textOf(wire.oid) ?? `${productId}/${skuId}`,
    productId,
    skuId,
    merchantSkuCode: textOf(wire.outer_sku_id),
    title: textOf(wire.title),
    quantity: wire.num ?? 1,
    amountFen,
    payAmountFen,
    gift: wire.is_present ?? false,
  };
}

function toParcels(
  { dists = [], oids = [] }: WireDelivery,
  lines: readonly OrderLine[],
  companies: Companies,
  shippedAt: Instant,
): readonly ObservedParcel[] {
  const given = new Set(oids.map(({ oid }) => textOf(oid)));
  const sent = lines.filter(({ platformLineId }) => given.has(platformLineId));
  // Which of several parcels a line is in is not told.
  const content =
    dists.length > 1 ? [] : sent.map(({ platformLineId, quantity }) => ({ platformLineId, quantity }));
  return dists.flatMap(({ dist_id: id, express_info: express = {} }) => {
    const number = textOf(express.express_no);
    const company = textOf(express.express_id) ?? '';
    if (number === undefined) return [];
    return {
      newId: newId(),
      platformParcelId: textOf(id),
      number,
      carrier: companies.toCarrier(company),
      platformCarrierCode: company,
      shippedAt,
      lines: content,
    };
  });
}

/** Ciphertexts, or plain text where the shop was never told to encrypt: the document leaves both open. */
const shownReceiver = ({ address_info: address = {} }: WireOrder): ShownReceiver =>
  maskedByUs(
    {
      name: address.receiver_name ?? '',
      phone: address.receiver_tel ?? '',
      address: address.delivery_address ?? '',
    },
    [address.delivery_province, address.delivery_city, address.delivery_district],
  );
