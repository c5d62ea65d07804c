import {
  ShipmentAccepted,
  ShipmentFailed,
  type ShipmentAcceptedData,
  type ShipmentFailedData,
} from '@cartrail/contracts';
import { newId, toIso } from '@cartrail/kernel';
import { anEvent, TEST_MORNING, type About } from './an-event.js';

const now = toIso(TEST_MORNING);

const ref = () => ({
  shipmentId: newId(),
  orderId: newId(),
  shopId: newId(),
  platform: 'douyin',
  number: 'YT8800000000001',
  carrier: 'YTO',
  lines: [{ lineId: newId(), quantity: 1 }],
});

export function aShipmentAccepted(data: Partial<ShipmentAcceptedData> = {}, about?: About) {
  const whole: ShipmentAcceptedData = { ...ref(), acceptedAt: now, ...data };
  return anEvent(ShipmentAccepted, whole.shipmentId, whole, about);
}

export function aShipmentFailed(data: Partial<ShipmentFailedData> = {}, about?: About) {
  const whole: ShipmentFailedData = { ...ref(), reason: 'refused', failedAt: now, ...data };
  return anEvent(ShipmentFailed, whole.shipmentId, whole, about);
}
