import {
  ShopAuthorisationEnding,
  ShopAuthorisationLost,
  ShopAuthorised,
  ShopDisconnected,
  ShopGapClosed,
  ShopGapOpened,
  topics,
  type EventEnvelope,
} from '@cartrail/contracts';
import { Consumes, On, type AnyChange } from '@cartrail/messaging';
import { Announcing } from './announcing.js';

@Consumes(topics.shopEvents, { group: 'notify.webhooks' })
export class ShopConsumer {
  constructor(private readonly announcing: Announcing) {}

  @On(ShopAuthorised)
  @On(ShopAuthorisationEnding)
  @On(ShopAuthorisationLost)
  @On(ShopDisconnected)
  @On(ShopGapOpened)
  @On(ShopGapClosed)
  announce(event: EventEnvelope<object>): AnyChange[] {
    return this.announcing.toSubscribers(event);
  }
}
