import {
  CredentialsAccepted,
  CredentialsRefused,
  InterceptionChanged,
  PickupBooked,
  PickupCancelled,
  PickupChanged,
  PickupCompleted,
  PickupFailed,
  topics,
  type EventOf,
} from '@cartrail/contracts';
import { fromIso } from '@cartrail/kernel';
import { Consumes, On, type AnyChange } from '@cartrail/messaging';
import { pickupGuide } from '../../domain/return-texts.js';
import { Announcing } from './announcing.js';

/** The guide for a booked pickup, for the support group to pass on; what goes wrong comes as an alert. */
@Consumes(topics.pickupEvents, {
  group: 'notify.robots',
  ignore: [
    PickupChanged,
    PickupCompleted,
    PickupFailed,
    PickupCancelled,
    CredentialsRefused,
    CredentialsAccepted,
    InterceptionChanged,
  ],
})
export class PickupRobotConsumer {
  constructor(private readonly announcing: Announcing) {}

  @On(PickupBooked)
  booked(event: EventOf<typeof PickupBooked>): AnyChange[] {
    const { slot, ...data } = event.data;
    const guide = pickupGuide({ ...data, from: fromIso(slot.from), to: fromIso(slot.to) });
    return this.announcing.toRobots(event, guide);
  }
}
