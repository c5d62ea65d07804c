import {
  ReturnRequested,
  ReturnCaseJoined,
  ReturnApproved,
  ReturnRejected,
  ReturnParcelAssigned,
  ReturnInTransit,
  ReturnArrived,
  ReturnSignedOff,
  ReturnObjected,
  RefundDue,
  ReturnRefunded,
  ReturnCancelled,
  ReturnLapsed,
  ReturnClosed,
  topics,
  type EventEnvelope,
} from '@cartrail/contracts';
import { Consumes, On, type AnyChange } from '@cartrail/messaging';
import { Announcing } from './announcing.js';

@Consumes(topics.returnEvents, { group: 'notify.webhooks' })
export class ReturnConsumer {
  constructor(private readonly announcing: Announcing) {}

  @On(ReturnRequested)
  @On(ReturnCaseJoined)
  @On(ReturnApproved)
  @On(ReturnRejected)
  @On(ReturnParcelAssigned)
  @On(ReturnInTransit)
  @On(ReturnArrived)
  @On(ReturnSignedOff)
  @On(ReturnObjected)
  @On(RefundDue)
  @On(ReturnRefunded)
  @On(ReturnCancelled)
  @On(ReturnLapsed)
  @On(ReturnClosed)
  announce(event: EventEnvelope<object>): AnyChange[] {
    return this.announcing.toSubscribers(event);
  }
}
