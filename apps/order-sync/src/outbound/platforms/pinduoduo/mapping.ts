import { newId, type Instant } from '@cartrail/kernel';
import type { PulledOrder, ShopRef, Unmapped } from '../../../application/ports.js';
import type { ObservedOrder, ObservedParcel, OrderLine } from '../../../domain/order.state.js';
import { UNKNOWN_CARRIER } from '../wire/companies.js';
import { toReceiver, withArea, type ShownReceiver } from '../wire/receiver.js';
import { codeOf, fromWallTime, fromYuan, textOf } from '../wire/values.js';
import { toCarrier } from './companies.js';
import { toLines } from './lines.js';
import { rawStatus, toStatus, type MappedStatus } from './status-table.js';
import type { WireDelivery, WireOrder } from './wire.js';

/** One order of a reply in our words. What no table knows comes back beside it, and never as a guess. */
export function toPulledOrder(shop: ShopRef, wire: WireOrder, askedAt: Instant): PulledOrder {
  const platformOrderId = textOf(wire.order_sn) ?? '';
  const mapped = toStatus(wire);
  const sourceUpdatedAt = fromWallTime(wire.updated_at);
  const amounts = amountsOf(wire);
  const whole = sourceUpdatedAt !== undefined && platformOrderId !== '' && amounts !== undefined;
  const lines = amounts ? toLines(wire, platformOrderId, amounts) : [];
  const unmapped: Unmapped[] = [
    ...(mapped ? [] : [{ what: 'order-status', value: rawStatus(wire) } as const]),
    ...(whole ? [] : [{ what: 'order', value: platformOrderId } as const]),
    ...unknownCarriers(wire),
  ];
  return {
    platformOrderId,
    skuCodes: [...new Set(lines.flatMap((line) => line.merchantSkuCode ?? []))],
    warehouseId: textOf(wire.order_depot_info?.depot_code),
    cipher: withArea(shownOf(wire)),
    unmapped,
    ...(mapped &&
      whole && { order: toOrder(shop, wire, { mapped, amounts, lines, sourceUpdatedAt, askedAt }) }),
  };
}

interface Amounts {
  readonly goodsFen: number;
  readonly paidFen: number;
  readonly postFen: number;
}

function amountsOf(wire: WireOrder): Amounts | undefined {
  const [goodsFen, paidFen] = [fromYuan(wire.goods_amount), fromYuan(wire.pay_amount)];
  const postFen = fromYuan(wire.postage) ?? 0;
  return goodsFen === undefined || paidFen === undefined ? undefined : { goodsFen, paidFen, postFen };
}

interface Parts {
  readonly mapped: MappedStatus;
  readonly amounts: Amounts;
  readonly lines: readonly OrderLine[];
  readonly sourceUpdatedAt: Instant;
  readonly askedAt: Instant;
}

function toOrder(shop: ShopRef, wire: WireOrder, parts: Parts): ObservedOrder {
  const { mapped, amounts, lines, sourceUpdatedAt, askedAt } = parts;
  return {
    platform: 'pinduoduo',
    shopId: shop.shopId,
    platformOrderId: wire.order_sn ?? '',
    ...mapped,
    partial: false,
    attribution: { by: 'UNATTRIBUTED' },
    createdAt: fromWallTime(wire.created_time) ?? fromWallTime(wire.confirm_time) ?? sourceUpdatedAt,
    paidAt: fromWallTime(wire.pay_time) ?? fromWallTime(wire.confirm_time),
    promisedShipAt: fromWallTime(wire.last_ship_time),
    closedAt: mapped.closeReason === undefined ? undefined : sourceUpdatedAt,
    orderAmountFen: amounts.goodsFen,
    payAmountFen: amounts.paidFen,
    postAmountFen: amounts.postFen,
    receiver: toReceiver(shownOf(wire)),
    sourceUpdatedAt,
    askedAt,
    lines,
    parcels: toParcels(wire, lines, sourceUpdatedAt),
  };
}

const shownOf = (wire: WireOrder): ShownReceiver => ({
  cipher: {
    name: wire.receiver_name ?? '',
    phone: wire.receiver_phone ?? '',
    address: wire.receiver_address ?? '',
  },
  nameMask: wire.receiver_name_mask,
  phoneMask: wire.receiver_phone_mask,
  addressMask: wire.receiver_address_mask,
  places: [wire.province ?? '', wire.city ?? '', wire.town ?? ''],
});

const deliveriesOf = (wire: WireOrder): readonly WireDelivery[] =>
  [wire, ...(wire.extra_delivery_list ?? [])].filter(
    ({ tracking_number: number }) => textOf(number) !== undefined,
  );

const unknownCarriers = (wire: WireOrder): readonly Unmapped[] =>
  deliveriesOf(wire)
    .map(({ logistics_id: id }) => codeOf(id) ?? '')
    .filter((code) => toCarrier(code) === UNKNOWN_CARRIER)
    .map((value) => ({ what: 'carrier', value }));

/** What is in which of several parcels the platform does not tell. */
function toParcels(
  wire: WireOrder,
  lines: readonly OrderLine[],
  updatedAt: Instant,
): readonly ObservedParcel[] {
  const deliveries = deliveriesOf(wire);
  const all = lines.map(({ platformLineId, quantity }) => ({ platformLineId, quantity }));
  return deliveries.map(({ tracking_number: number = '', logistics_id: id }) => ({
    newId: newId(),
    number,
    carrier: toCarrier(codeOf(id) ?? ''),
    platformCarrierCode: codeOf(id) ?? '',
    shippedAt: fromWallTime(wire.shipping_time) ?? updatedAt,
    lines: deliveries.length === 1 ? all : [],
  }));
}
