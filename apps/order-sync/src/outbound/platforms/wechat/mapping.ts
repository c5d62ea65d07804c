import { newId, type Instant } from '@cartrail/kernel';
import type { PulledOrder, ShopRef, Unmapped } from '../../../application/ports.js';
import type { Attribution, ObservedOrder, ObservedParcel } from '../../../domain/order.state.js';
import { UNKNOWN_CARRIER } from '../wire/companies.js';
import { withArea } from '../wire/receiver.js';
import { codeOf, fromFen, fromSeconds, textOf } from '../wire/values.js';
import { toCarrier } from './companies.js';
import { grouped } from './grouped.js';
import { lineIdOf, linesOf } from './lines.js';
import { receiverOf, shownOf } from './receiver.js';
import { toStatus } from './status-table.js';
import type { WireDelivery, WireOrder } from './wire.js';

/** One order in our words. What no table knows comes back beside it, and never as a guess. */
export function toPulledOrder(shop: ShopRef, wire: WireOrder, askedAt: Instant): PulledOrder {
  const platformOrderId = textOf(wire.order_id) ?? '';
  const status = codeOf(wire.status) ?? '';
  const { product_infos: products = [], delivery_info: delivery } = wire.order_detail ?? {};
  const order = toOrder(shop, wire, askedAt);
  const carriers = (delivery?.delivery_product_info ?? []).map(({ delivery_id: code = '' }) => code);
  const unmapped: readonly Unmapped[] = [
    ...(toStatus(status) ? [] : [{ what: 'order-status', value: status } as const]),
    ...(hasIdentity(wire) ? [] : [{ what: 'order', value: platformOrderId } as const]),
    ...[...new Set(carriers)]
      .filter((code) => toCarrier(code) === UNKNOWN_CARRIER)
      .map((value) => ({ what: 'carrier', value }) as const),
  ];
  return {
    platformOrderId,
    skuCodes: [...new Set(products.flatMap((product) => textOf(product.sku_code) ?? []))],
    warehouseId: textOf(products.find((product) => textOf(product.out_warehouse_id))?.out_warehouse_id),
    buyerId: textOf(wire.openid),
    cipher: withArea(shownOf(delivery?.address_info)),
    unmapped,
    ...(order && { order }),
  };
}

const hasIdentity = (wire: WireOrder): boolean =>
  textOf(wire.order_id) !== undefined && fromSeconds(wire.update_time) !== undefined;

function toOrder(shop: ShopRef, wire: WireOrder, askedAt: Instant): ObservedOrder | undefined {
  const platformOrderId = textOf(wire.order_id);
  const sourceUpdatedAt = fromSeconds(wire.update_time);
  const mapped = toStatus(codeOf(wire.status) ?? '');
  if (platformOrderId === undefined || sourceUpdatedAt === undefined || !mapped) return undefined;
  const { pay_info: pay, delivery_info: delivery, product_infos: products = [] } = wire.order_detail ?? {};
  const { lines, amounts } = linesOf(wire, platformOrderId);
  const deadlines = products.flatMap((product) => fromSeconds(product.delivery_deadline) ?? []);
  return {
    platform: 'wechat',
    shopId: shop.shopId,
    platformOrderId,
    status: mapped.status,
    partial: mapped.partial ?? false,
    closeReason: mapped.closeReason,
    attribution: toAttribution(wire),
    createdAt: fromSeconds(wire.create_time) ?? sourceUpdatedAt,
    paidAt: fromSeconds(pay?.pay_time),
    promisedShipAt: deadlines.length > 0 ? Math.min(...deadlines) : undefined,
    closedAt: mapped.closeReason === undefined ? undefined : sourceUpdatedAt,
    orderAmountFen: amounts.orderFen,
    payAmountFen: amounts.payFen,
    postAmountFen: amounts.postFen,
    receiver: receiverOf(delivery?.address_info),
    sourceUpdatedAt,
    askedAt,
    lines,
    parcels: toParcels(wire, platformOrderId, sourceUpdatedAt),
  };
}

/** The platform lists a delivery per number; one number listed twice is still one parcel. */
function toParcels(wire: WireOrder, orderId: string, updatedAt: Instant): readonly ObservedParcel[] {
  const delivery = wire.order_detail?.delivery_info;
  const numbered = (delivery?.delivery_product_info ?? []).filter(({ waybill_id: id }) => textOf(id));
  const key = ({ waybill_id: id, delivery_id: company }: WireDelivery): string =>
    `${textOf(id) ?? ''}/${company ?? ''}`;
  return grouped(numbered, key).map(([, same]) => {
    const company = same[0]?.delivery_id ?? '';
    const shippedAt = same.flatMap((one) => fromSeconds(one.delivery_time) ?? [])[0];
    return {
      newId: newId(),
      number: textOf(same[0]?.waybill_id) ?? '',
      carrier: toCarrier(company),
      platformCarrierCode: company,
      shippedAt: shippedAt ?? fromSeconds(delivery?.ship_done_time) ?? updatedAt,
      lines: contentsOf(same, orderId),
    };
  });
}

const contentsOf = (same: readonly WireDelivery[], orderId: string): ObservedParcel['lines'] =>
  grouped(
    same.flatMap((one) => one.product_infos ?? []),
    ({ sku_id: skuId }) => lineIdOf(orderId, skuId),
  ).map(([platformLineId, pieces]) => ({
    platformLineId,
    quantity: pieces.reduce((all, { product_cnt: count }) => all + (fromFen(count) ?? 1), 0),
  }));

/** The order's host is the first who earns a commission for it. */
function toAttribution(wire: WireOrder): Attribution {
  const host = wire.order_detail?.commission_infos?.find(({ finder_id: id }) => textOf(id) !== undefined);
  const anchorId = textOf(host?.finder_id);
  if (anchorId === undefined) return { by: 'UNATTRIBUTED' };
  return { by: 'platform', anchorId, anchorName: textOf(host?.nickname) };
}
