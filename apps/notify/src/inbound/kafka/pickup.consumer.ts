import {
  CredentialsAccepted,
  CredentialsRefused,
  InterceptionChanged,
  PickupBooked,
  PickupChanged,
  PickupCompleted,
  PickupFailed,
  PickupCancelled,
  topics,
  type EventEnvelope,
} from '@cartrail/contracts';
import { Consumes, On, type AnyChange } from '@cartrail/messaging';
import { Announcing } from './announcing.js';

@Consumes(topics.pickupEvents, { group: 'notify.webhooks' })
export class PickupConsumer {
  constructor(private readonly announcing: Announcing) {}

  @On(PickupBooked)
  @On(PickupChanged)
  @On(PickupCompleted)
  @On(PickupFailed)
  @On(PickupCancelled)
  @On(CredentialsRefused)
  @On(InterceptionChanged)
  @On(CredentialsAccepted)
  announce(event: EventEnvelope<object>): AnyChange[] {
    return this.announcing.toSubscribers(event);
  }
}
