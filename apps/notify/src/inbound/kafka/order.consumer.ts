import {
  OrderAddressChanged,
  OrderClosed,
  OrderImported,
  OrderShipped,
  ShipmentStopWanted,
  ShippingHalted,
  ShippingResumed,
  topics,
  type EventEnvelope,
} from '@cartrail/contracts';
import { Consumes, On, type AnyChange } from '@cartrail/messaging';
import { Announcing } from './announcing.js';

@Consumes(topics.orderEvents, { group: 'notify.webhooks' })
export class OrderConsumer {
  constructor(private readonly announcing: Announcing) {}

  @On(OrderImported)
  @On(OrderAddressChanged)
  @On(OrderShipped)
  @On(OrderClosed)
  @On(ShipmentStopWanted)
  @On(ShippingHalted)
  @On(ShippingResumed)
  announce(event: EventEnvelope<object>): AnyChange[] {
    return this.announcing.toSubscribers(event);
  }
}
