import { ShipmentAccepted, ShipmentFailed, topics, type EventEnvelope } from '@cartrail/contracts';
import { Consumes, On, type AnyChange } from '@cartrail/messaging';
import { Announcing } from './announcing.js';

@Consumes(topics.shipmentEvents, { group: 'notify.webhooks' })
export class ShipmentConsumer {
  constructor(private readonly announcing: Announcing) {}

  @On(ShipmentAccepted)
  @On(ShipmentFailed)
  announce(event: EventEnvelope<object>): AnyChange[] {
    return this.announcing.toSubscribers(event);
  }
}
