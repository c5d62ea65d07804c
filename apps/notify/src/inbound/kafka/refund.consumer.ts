import { RefundSucceeded, RefundFailed, topics, type EventEnvelope } from '@cartrail/contracts';
import { Consumes, On, type AnyChange } from '@cartrail/messaging';
import { Announcing } from './announcing.js';

@Consumes(topics.refundEvents, { group: 'notify.webhooks' })
export class RefundConsumer {
  constructor(private readonly announcing: Announcing) {}

  @On(RefundSucceeded)
  @On(RefundFailed)
  announce(event: EventEnvelope<object>): AnyChange[] {
    return this.announcing.toSubscribers(event);
  }
}
