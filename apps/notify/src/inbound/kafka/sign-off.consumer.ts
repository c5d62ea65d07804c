import { ParcelSignedOff, SignOffSuperseded, topics, type EventEnvelope } from '@cartrail/contracts';
import { Consumes, On, type AnyChange } from '@cartrail/messaging';
import { Announcing } from './announcing.js';

@Consumes(topics.signOffEvents, { group: 'notify.webhooks' })
export class SignOffConsumer {
  constructor(private readonly announcing: Announcing) {}

  @On(ParcelSignedOff)
  @On(SignOffSuperseded)
  announce(event: EventEnvelope<object>): AnyChange[] {
    return this.announcing.toSubscribers(event);
  }
}
