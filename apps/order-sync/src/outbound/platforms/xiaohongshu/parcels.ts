import { newId, type Instant } from '@cartrail/kernel';
import type { ObservedParcel, OrderLine } from '../../../domain/order.state.js';
import type { Companies } from '../wire/companies.js';
import { codeOf, fromMillis, textOf } from '../wire/values.js';
import { NO_CARRIER } from './companies.js';
import type { WireDelivery, WireOrder } from './wire.js';

/** The parcels of an order that was split, or the one of an order that was not. A SKU travels whole. */
export function toParcels(
  wire: WireOrder,
  lines: readonly OrderLine[],
  companies: Companies,
  updatedAt: Instant,
): readonly ObservedParcel[] {
  const split = (wire.simpleDeliveryOrderList ?? []).filter(isSent);
  const whole: WireDelivery = {
    expressTrackingNo: wire.expressTrackingNo,
    expressCompanyCode: wire.expressCompanyCode,
    skuIdList: lines.map(({ skuId }) => skuId),
  };
  const sent = split.length > 0 ? split : [whole].filter(isSent);
  const shippedAt = fromMillis(wire.deliveryTime) ?? updatedAt;
  return sent.map((delivery) => ({
    newId: newId(),
    platformParcelId: codeOf(delivery.deliveryOrderIndex),
    number: textOf(delivery.expressTrackingNo) ?? '',
    carrier: companies.toCarrier(delivery.expressCompanyCode ?? ''),
    platformCarrierCode: delivery.expressCompanyCode ?? '',
    shippedAt,
    lines: linesOf(delivery, lines),
  }));
}

const isSent = ({ expressTrackingNo, expressCompanyCode }: WireDelivery): boolean =>
  textOf(expressTrackingNo) !== undefined && expressCompanyCode !== NO_CARRIER;

function linesOf({ skuIdList = [] }: WireDelivery, lines: readonly OrderLine[]): ObservedParcel['lines'] {
  const inside = new Set(skuIdList.map(String));
  return lines
    .filter(({ skuId }) => inside.has(skuId))
    .map(({ platformLineId, quantity }) => ({ platformLineId, quantity }));
}
