import {
  OrderAddressChanged,
  OrderClosed,
  OrderImported,
  OrderShipped,
  ShipmentStopWanted,
  ShippingHalted,
  ShippingResumed,
  topics,
  type EventOf,
  type OrderShippedData,
} from '@cartrail/contracts';
import { fromIso } from '@cartrail/kernel';
import { causeOf, Consumes, On, type AnyChange } from '@cartrail/messaging';
import type { Shipment } from '../../domain/register.js';
import { ParcelChanges } from './parcel-changes.js';

@Consumes(topics.orderEvents, {
  group: 'tracking.orders',
  ignore: [
    OrderImported,
    OrderAddressChanged,
    OrderClosed,
    ShipmentStopWanted,
    ShippingHalted,
    ShippingResumed,
  ],
})
export class OrderConsumer {
  constructor(private readonly parcels: ParcelChanges) {}

  @On(OrderShipped)
  shipped(event: EventOf<typeof OrderShipped>): AnyChange[] {
    const { data } = event;
    const cause = causeOf(event);
    const following = this.parcels.followed(toShipment(data), cause);
    const { replaces, orderId } = data;
    return replaces ? [following, this.parcels.replaced(replaces, orderId, data, cause)] : [following];
  }
}

const toShipment = (data: OrderShippedData): Shipment => ({
  orderId: data.orderId,
  number: data.number,
  carrier: data.carrier,
  shopId: data.shopId,
  fromRegion: data.fromRegion,
  toRegion: data.toRegion,
  phoneTail: data.phoneTail,
  shippedAt: fromIso(data.shippedAt),
});
