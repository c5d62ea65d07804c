import {
  AlertAcknowledged,
  AlertCleared,
  AlertRaised,
  topics,
  type EventEnvelope,
} from '@cartrail/contracts';
import { Consumes, On, type AnyChange } from '@cartrail/messaging';
import { Announcing } from './announcing.js';

@Consumes(topics.alertEvents, { group: 'notify.webhooks' })
export class AlertConsumer {
  constructor(private readonly announcing: Announcing) {}

  @On(AlertRaised)
  @On(AlertCleared)
  @On(AlertAcknowledged)
  announce(event: EventEnvelope<object>): AnyChange[] {
    return this.announcing.toSubscribers(event);
  }
}
