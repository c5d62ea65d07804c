import {
  OrderAddressChanged,
  OrderClosed,
  OrderImported,
  OrderShipped,
  type OrderAddressChangedData,
  type OrderClosedData,
  type OrderImportedData,
  type OrderShippedData,
} from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import type { Publication } from '@cartrail/messaging';
import type { Order, OrderFact, Receiver } from '../../domain/order.state.js';
import { iso, type Fields } from './fields.js';

/** Masks only: neither ciphertext nor the phone's tail belongs to the receiver others may see. */
const masked = ({ nameMask, phoneMask, addressMask, regionCode }: Receiver) => ({
  nameMask,
  phoneMask,
  addressMask,
  regionCode,
});

export function publishOrderFact(fact: OrderFact, orderId: string, order: Order): Publication {
  switch (fact.type) {
    case 'OrderImported':
      return { event: OrderImported, data: imported(orderId, order), occurredAt: order.createdAt };
    case 'OrderAddressChanged': {
      const data = {
        orderId,
        receiver: masked(fact.receiver),
        changedAt: toIso(fact.changedAt),
      } satisfies Fields<OrderAddressChangedData>;
      return { event: OrderAddressChanged, data, occurredAt: fact.changedAt };
    }
    case 'OrderShipped':
      return { event: OrderShipped, data: shipped(fact, orderId, order), occurredAt: fact.parcel.shippedAt };
    case 'OrderClosed': {
      const data = {
        orderId,
        reason: fact.reason,
        closedAt: toIso(fact.closedAt),
      } satisfies Fields<OrderClosedData>;
      return { event: OrderClosed, data, occurredAt: fact.closedAt };
    }
  }
}

function imported(orderId: string, order: Order) {
  const { by, anchorId, anchorName, liveRoomId } = order.attribution;
  return {
    orderId,
    platform: order.platform,
    shopId: order.shopId,
    platformOrderId: order.platformOrderId,
    status: order.status,
    merchantId: order.merchantId,
    anchorId,
    anchorName,
    liveRoomId,
    attribution: by,
    createdAt: toIso(order.createdAt),
    paidAt: iso(order.paidAt),
    promisedShipAt: iso(order.promisedShipAt),
    orderAmountFen: order.orderAmountFen,
    payAmountFen: order.payAmountFen,
    postAmountFen: order.postAmountFen,
    currency: 'CNY',
    lines: order.lines.map((line) => ({ ...line })),
    receiver: masked(order.receiver),
    buyerRef: order.buyerRef,
    warehouseCode: order.warehouseCode,
    fromRegion: order.fromRegion,
  } satisfies Fields<OrderImportedData>;
}

function shipped(fact: Extract<OrderFact, { type: 'OrderShipped' }>, orderId: string, order: Order) {
  const { parcel, replaces } = fact;
  return {
    orderId,
    shopId: order.shopId,
    parcelId: parcel.parcelId,
    number: parcel.number,
    carrier: parcel.carrier,
    platformCarrierCode: parcel.platformCarrierCode,
    phoneTail: order.receiver.phoneTail,
    lines: parcel.lines.map((line) => ({ ...line })),
    shippedAt: toIso(parcel.shippedAt),
    paidAt: iso(order.paidAt),
    fromRegion: order.fromRegion,
    toRegion: order.receiver.regionCode,
    merchantId: order.merchantId,
    anchorId: order.attribution.anchorId,
    replaces: replaces && { ...replaces },
  } satisfies Fields<OrderShippedData>;
}
