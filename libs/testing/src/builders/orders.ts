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
  type OrderLine,
  type OrderShippedData,
  type ShipmentStopWantedData,
  type ShippingHaltedData,
  type ShippingResumedData,
} from '@cartrail/contracts';
import { HOUR, newId, toIso } from '@cartrail/kernel';
import { anEvent, TEST_MORNING, type About } from './an-event.js';

const at = (hoursAgo: number): string => toIso(TEST_MORNING - hoursAgo * HOUR);
const receiver = {
  nameMask: '张*',
  phoneMask: '138****0001',
  addressMask: '上海市浦东新区****',
  regionCode: '310115',
};

export const anOrderLine = (line: Partial<OrderLine> = {}): OrderLine => ({
  lineId: newId(),
  platformLineId: '6900000000000000001',
  productId: '3600000000000000001',
  skuId: '1700000000000001',
  quantity: 1,
  amountFen: 9_900,
  payAmountFen: 9_900,
  gift: false,
  ...line,
});

export function anOrderImported(data: Partial<OrderImportedData> = {}, about?: About) {
  const whole: OrderImportedData = {
    orderId: newId(),
    platform: 'douyin',
    shopId: newId(),
    platformOrderId: '6917000000000000001',
    status: 'paid',
    attribution: 'platform',
    createdAt: at(2),
    paidAt: at(2),
    orderAmountFen: 9_900,
    payAmountFen: 9_900,
    postAmountFen: 0,
    currency: 'CNY',
    lines: [anOrderLine()],
    receiver,
    ...data,
  };
  return anEvent(OrderImported, whole.orderId, whole, about);
}

export function anOrderShipped(data: Partial<OrderShippedData> = {}, about?: About) {
  const whole: OrderShippedData = {
    orderId: newId(),
    shopId: newId(),
    parcelId: newId(),
    number: 'YT0000000000001',
    carrier: 'YTO',
    platformCarrierCode: 'yuantong',
    phoneTail: '0001',
    lines: [{ lineId: newId(), quantity: 1 }],
    shippedAt: at(1),
    paidAt: at(2),
    fromRegion: '330100',
    toRegion: '310115',
    ...data,
  };
  return anEvent(OrderShipped, whole.orderId, whole, about);
}

export function anOrderAddressChanged(data: Partial<OrderAddressChangedData> = {}, about?: About) {
  const whole: OrderAddressChangedData = { orderId: newId(), receiver, changedAt: at(0), ...data };
  return anEvent(OrderAddressChanged, whole.orderId, whole, about);
}

export function anOrderClosed(data: Partial<OrderClosedData> = {}, about?: About) {
  const whole: OrderClosedData = { orderId: newId(), reason: 'finished', closedAt: at(0), ...data };
  return anEvent(OrderClosed, whole.orderId, whole, about);
}

export function aShipmentStopWanted(data: Partial<ShipmentStopWantedData> = {}, about?: About) {
  const whole: ShipmentStopWantedData = {
    orderId: newId(),
    shopId: newId(),
    parcelId: newId(),
    number: 'YT0000000000001',
    carrier: 'YTO',
    reason: 'refund_asked',
    whole: true,
    lines: [],
    wantedAt: at(0),
    ...data,
  };
  return anEvent(ShipmentStopWanted, whole.orderId, whole, about);
}

const held = () => ({ orderId: newId(), shopId: newId(), lines: [{ lineId: newId(), quantity: 1 }] });

export function aShippingHalted(data: Partial<ShippingHaltedData> = {}, about?: About) {
  const whole: ShippingHaltedData = { ...held(), haltedAt: at(0), ...data };
  return anEvent(ShippingHalted, whole.orderId, whole, about);
}

export function aShippingResumed(data: Partial<ShippingResumedData> = {}, about?: About) {
  const whole: ShippingResumedData = { ...held(), resumedAt: at(0), ...data };
  return anEvent(ShippingResumed, whole.orderId, whole, about);
}
