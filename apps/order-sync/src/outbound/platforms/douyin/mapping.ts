import { newId, type Instant } from '@cartrail/kernel';
import type { PulledOrder, ShopRef, Unmapped } from '../../../application/ports.js';
import type { Attribution, ObservedOrder, ObservedParcel, OrderLine } from '../../../domain/order.state.js';
import { toReceiver, withArea, type ShownReceiver } from '../wire/receiver.js';
import { UNKNOWN_CARRIER } from '../wire/companies.js';
import { toCarrier } from './carrier-codes.js';
import { toStatus, type MappedStatus } from './status-table.js';
import { fromSeconds, textOf } from '../wire/values.js';
import type { WireAddress, WireLine, WireOrder, WireParcel, WirePlace } from './wire.js';

/** One order of a reply in our words. What no table knows comes back beside it, and never as a guess. */
export function toPulledOrder(shop: ShopRef, wire: WireOrder, askedAt: Instant): PulledOrder {
  const platformOrderId = textOf(wire.order_id) ?? '';
  const unmapped: Unmapped[] = [];
  const [main, status] = [textOf(wire.main_status), String(wire.order_status ?? '')];
  const mapped = toStatus(main, status);
  if (!mapped) unmapped.push({ what: 'order-status', value: main ?? status });
  const sourceUpdatedAt = fromSeconds(wire.update_time);
  if (sourceUpdatedAt === undefined || platformOrderId === '')
    unmapped.push({ what: 'order', value: platformOrderId });
  for (const parcel of wire.logistics_info ?? []) {
    const code = parcel.company ?? '';
    if (toCarrier(code) === UNKNOWN_CARRIER) unmapped.push({ what: 'carrier', value: code });
  }
  const lines = (wire.sku_order_list ?? []).map(toLine);
  const known = mapped && sourceUpdatedAt !== undefined && platformOrderId !== '';
  return {
    platformOrderId,
    skuCodes: [...new Set(lines.flatMap((line) => line.merchantSkuCode ?? []))],
    warehouseId: textOf(
      (wire.sku_order_list ?? []).find((line) => line.out_warehouse_ids?.length)?.out_warehouse_ids?.[0],
    ),
    buyerId: textOf(wire.doudian_open_id) ?? textOf(wire.open_id),
    cipher: withArea(shownOf(wire)),
    unmapped,
    ...(known && {
      order: toOrder({ shop, wire, mapped, lines, platformOrderId, sourceUpdatedAt, askedAt }),
    }),
  };
}

interface Parts {
  readonly shop: ShopRef;
  readonly wire: WireOrder;
  readonly mapped: MappedStatus;
  readonly lines: readonly OrderLine[];
  readonly platformOrderId: string;
  readonly sourceUpdatedAt: Instant;
  readonly askedAt: Instant;
}

function toOrder({
  shop,
  wire,
  mapped,
  lines,
  platformOrderId,
  sourceUpdatedAt,
  askedAt,
}: Parts): ObservedOrder {
  return {
    platform: 'douyin',
    shopId: shop.shopId,
    platformOrderId,
    status: mapped.status,
    partial: mapped.partial ?? false,
    closeReason: mapped.closeReason,
    attribution: toAttribution(wire.sku_order_list ?? []),
    createdAt: fromSeconds(wire.create_time) ?? sourceUpdatedAt,
    paidAt: fromSeconds(wire.pay_time),
    promisedShipAt: fromSeconds(wire.exp_ship_time),
    closedAt:
      mapped.closeReason === undefined ? undefined : (fromSeconds(wire.finish_time) ?? sourceUpdatedAt),
    orderAmountFen: wire.order_amount ?? 0,
    payAmountFen: wire.pay_amount ?? 0,
    postAmountFen: wire.post_amount ?? 0,
    receiver: toReceiver(shownOf(wire)),
    sourceUpdatedAt,
    askedAt,
    lines,
    parcels: (wire.logistics_info ?? []).flatMap((parcel) => toParcel(parcel, wire, sourceUpdatedAt)),
  };
}

function toLine(wire: WireLine): OrderLine {
  return {
    lineId: newId(),
    platformLineId: textOf(wire.order_id) ?? `${textOf(wire.product_id) ?? ''}/${textOf(wire.sku_id) ?? ''}`,
    productId: textOf(wire.product_id_str) ?? textOf(wire.product_id) ?? '0',
    skuId: textOf(wire.sku_id) ?? '0',
    merchantSkuCode: textOf(wire.code) ?? textOf(wire.out_sku_id),
    quantity: wire.item_num ?? 1,
    amountFen: wire.order_amount ?? 0,
    payAmountFen: wire.pay_amount ?? 0,
    title: textOf(wire.product_name),
    gift: textOf(wire.given_product_type) !== undefined,
  };
}

function toParcel(wire: WireParcel, order: WireOrder, updatedAt: Instant): ObservedParcel[] {
  const number = textOf(wire.tracking_no);
  if (number === undefined) return [];
  const lines = order.sku_order_list ?? [];
  const listed = (wire.product_info ?? []).flatMap((product) => {
    const line = lines.find((candidate) =>
      product.sku_order_id === undefined
        ? textOf(candidate.sku_id) === textOf(product.sku_id)
        : textOf(candidate.order_id) === textOf(product.sku_order_id),
    );
    const platformLineId = textOf(line?.order_id);
    return platformLineId === undefined
      ? []
      : [{ platformLineId, quantity: product.product_count ?? line?.item_num ?? 1 }];
  });
  return [
    {
      newId: newId(),
      platformParcelId: textOf(wire.delivery_id),
      number,
      carrier: toCarrier(wire.company ?? ''),
      platformCarrierCode: wire.company ?? '',
      shippedAt: fromSeconds(wire.ship_time) ?? fromSeconds(order.ship_time) ?? updatedAt,
      lines: listed,
    },
  ];
}

/** The order's host is the first line's that names one. */
function toAttribution(lines: readonly WireLine[]): Attribution {
  const line = lines.find((candidate) => textOf(candidate.author_id) !== undefined);
  const anchorId = textOf(line?.author_id);
  if (!line || anchorId === undefined) return { by: 'UNATTRIBUTED' };
  return {
    by: 'platform',
    anchorId,
    anchorName: line.author_name === '' ? undefined : line.author_name,
    liveRoomId: textOf(line.room_id_str) ?? textOf(line.room_id),
  };
}

const name = (place: WirePlace | undefined): string | undefined =>
  typeof place === 'string' ? place : place?.name;

function placesOf({ post_addr: { province, city, town, street } = {} }: WireOrder): readonly string[] {
  return [province, city, town, street].map((place) => name(place) ?? '');
}

const shownOf = (wire: WireOrder): ShownReceiver => ({
  cipher: {
    name: wire.encrypt_post_receiver ?? '',
    phone: wire.encrypt_post_tel ?? '',
    address: wire.post_addr?.encrypt_detail ?? '',
  },
  nameMask: wire.mask_post_receiver,
  phoneMask: wire.mask_post_tel,
  addressMask: maskedAddress(wire.mask_post_addr),
  places: placesOf(wire),
});

const maskedAddress = (masked: string | WireAddress | undefined): string =>
  typeof masked === 'object'
    ? [masked.province, masked.city, masked.town, masked.street].map((place) => name(place) ?? '').join('') +
      (masked.detail ?? '')
    : (masked ?? '');
