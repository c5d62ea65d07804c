import {
  RefundDue,
  ReturnApproved,
  ReturnArrived,
  ReturnCancelled,
  ReturnCaseJoined,
  ReturnClosed,
  ReturnInTransit,
  ReturnLapsed,
  ReturnObjected,
  ReturnParcelAssigned,
  ReturnRefunded,
  ReturnRejected,
  ReturnRequested,
  ReturnSignedOff,
  topics,
  type EventOf,
} from '@cartrail/contracts';
import { Consumes, On, type AnyChange } from '@cartrail/messaging';
import { numberRequest, refundDone } from '../../domain/return-texts.js';
import { Announcing } from './announcing.js';

/** What the buyer has to do or wants to know, for the support group to pass on. */
@Consumes(topics.returnEvents, {
  group: 'notify.robots',
  ignore: [
    ReturnRequested,
    ReturnCaseJoined,
    ReturnApproved,
    ReturnRejected,
    ReturnInTransit,
    ReturnArrived,
    ReturnSignedOff,
    ReturnObjected,
    RefundDue,
    ReturnCancelled,
    ReturnLapsed,
    ReturnClosed,
  ],
})
export class ReturnRobotConsumer {
  constructor(private readonly announcing: Announcing) {}

  /** A number the buyer entered himself is known to the platform already. */
  @On(ReturnParcelAssigned)
  numberKnown(event: EventOf<typeof ReturnParcelAssigned>): AnyChange[] {
    return event.data.by === 'booking' ? this.announcing.toRobots(event, numberRequest(event.data)) : [];
  }

  @On(ReturnRefunded)
  refunded(event: EventOf<typeof ReturnRefunded>): AnyChange[] {
    return this.announcing.toRobots(event, refundDone(event.data));
  }
}
