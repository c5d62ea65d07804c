import {
  OrderAddressChanged,
  OrderClosed,
  OrderImported,
  OrderShipped,
  ShipmentStopWanted,
  ShippingHalted,
  ShippingResumed,
  type OrderAddressChangedData,
  type OrderClosedData,
  type OrderImportedData,
  type OrderShippedData,
  type ShipmentStopWantedData,
  type ShippingHaltedData,
  type ShippingResumedData,
} from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import type { Publication } from '@cartrail/messaging';
import { amountsDifferFen } from '../../domain/amounts.js';
import type { Order, OrderFact, ParcelLine, Receiver } from '../../domain/order.state.js';
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
        parcelIds: fact.parcelIds.length === 0 ? undefined : [...fact.parcelIds],
        changedAt: toIso(fact.changedAt),
      } satisfies Fields<OrderAddressChangedData>;
      return { event: OrderAddressChanged, data, occurredAt: fact.changedAt };
    }
    case 'OrderShipped':
      return { event: OrderShipped, data: shipped(fact, orderId, order), occurredAt: fact.parcel.shippedAt };
    case 'ShipmentStopWanted':
      return { event: ShipmentStopWanted, data: stopWanted(fact, orderId, order), occurredAt: fact.at };
    case 'ShippingHalted': {
      const data = { ...goods(fact, orderId, order), haltedAt: toIso(fact.at) };
      return { event: ShippingHalted, data: data satisfies Fields<ShippingHaltedData>, occurredAt: fact.at };
    }
    case 'ShippingResumed': {
      const data = { ...goods(fact, orderId, order), resumedAt: toIso(fact.at) };
      return {
        event: ShippingResumed,
        data: data satisfies Fields<ShippingResumedData>,
        occurredAt: fact.at,
      };
    }
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
    amountsDifferFen: amountsDifferFen(order) || undefined,
    currency: 'CNY',
    lines: order.lines.map(({ labels, ...line }) => ({ ...line, labels: labels && [...labels] })),
    receiver: masked(order.receiver),
    buyerRef: order.buyerRef,
    warehouseCode: order.warehouseCode,
    fromRegion: order.fromRegion,
  } satisfies Fields<OrderImportedData>;
}

interface Goods {
  readonly afterSaleId?: string;
  readonly lines: readonly ParcelLine[];
}

const goods = ({ afterSaleId, lines }: Goods, orderId: string, { shopId }: Order) => ({
  orderId,
  shopId,
  afterSaleId,
  lines: lines.map((line) => ({ ...line })),
});

function stopWanted(fact: Extract<OrderFact, { type: 'ShipmentStopWanted' }>, orderId: string, order: Order) {
  const { parcelId, number, carrier } = fact.parcel;
  const { reason, whole, at } = fact;
  const about = { parcelId, number, carrier, reason, whole, wantedAt: toIso(at) };
  return { ...goods(fact, orderId, order), ...about } satisfies Fields<ShipmentStopWantedData>;
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
