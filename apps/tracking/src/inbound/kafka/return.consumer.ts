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
  type EventEnvelope,
  type EventOf,
  type ReturnRef,
} from '@cartrail/contracts';
import { normaliseNumber } from '@cartrail/carriers';
import { fromIso } from '@cartrail/kernel';
import { Consumes, On, type AnyChange } from '@cartrail/messaging';
import { assigned, ended, told, type Ending, type Moment } from '../../domain/followed-return.js';
import { ReturnChanges } from './return-changes.js';

/** Follows the parcels that bring goods back, and hears what ends the waiting for them and for the money. */
@Consumes(topics.returnEvents, {
  group: 'tracking.returns',
  ignore: [ReturnRequested, ReturnRejected, ReturnCaseJoined],
})
export class ReturnConsumer {
  constructor(private readonly returns: ReturnChanges) {}

  @On(ReturnParcelAssigned)
  parcelAssigned(event: EventOf<typeof ReturnParcelAssigned>): AnyChange[] {
    const { data } = event;
    const assignment = {
      number: normaliseNumber(data.number),
      carrier: data.carrier,
      sequence: Number(event.sequence),
      orderId: data.orderId,
      shopId: data.shopId,
      fromRegion: data.fromRegion,
      toRegion: data.toRegion,
      phoneTail: data.phoneTail,
      assignedAt: fromIso(data.assignedAt),
    };
    return [this.returns.of(event, data.returnId, assigned(assignment))];
  }

  @On(ReturnApproved)
  approved(event: EventOf<typeof ReturnApproved>): AnyChange[] {
    return this.lives(event, 'approved', event.data.approvedAt);
  }

  @On(ReturnInTransit)
  inTransit(event: EventOf<typeof ReturnInTransit>): AnyChange[] {
    return this.lives(event, 'inTransit', event.data.pickedUpAt);
  }

  @On(ReturnArrived)
  arrived(event: EventOf<typeof ReturnArrived>): AnyChange[] {
    return this.lives(event, 'arrived', event.data.arrivedAt);
  }

  @On(ReturnSignedOff)
  signedOff(event: EventOf<typeof ReturnSignedOff>): AnyChange[] {
    return this.lives(event, 'signedOff', event.data.signedOffAt);
  }

  @On(ReturnObjected)
  objected(event: EventOf<typeof ReturnObjected>): AnyChange[] {
    return this.told(event, 'objected', event.data.objectedAt);
  }

  @On(RefundDue)
  refundDue(event: EventOf<typeof RefundDue>): AnyChange[] {
    return this.told(event, 'refundDue', event.data.decidedAt);
  }

  @On(ReturnRefunded)
  refunded(event: EventOf<typeof ReturnRefunded>): AnyChange[] {
    return this.told(event, 'refunded', event.data.refundedAt);
  }

  @On(ReturnCancelled)
  cancelled(event: EventOf<typeof ReturnCancelled>): AnyChange[] {
    return this.ended(event, 'cancelled', event.data.cancelledAt);
  }

  @On(ReturnLapsed)
  lapsed(event: EventOf<typeof ReturnLapsed>): AnyChange[] {
    return this.ended(event, 'lapsed', event.data.lapsedAt);
  }

  @On(ReturnClosed)
  closed(event: EventOf<typeof ReturnClosed>): AnyChange[] {
    return this.ended(event, 'closed', event.data.closedAt);
  }

  private told(event: EventEnvelope<ReturnRef>, moment: Moment, at: string): AnyChange[] {
    return [this.returns.of(event, event.data.returnId, told(moment, fromIso(at), event.data))];
  }

  /** What only happens to a return that has not ended, or has been taken up again. */
  private lives(event: EventEnvelope<ReturnRef>, moment: Moment, at: string): AnyChange[] {
    const decide = told(moment, fromIso(at), event.data, Number(event.sequence));
    return [this.returns.of(event, event.data.returnId, decide)];
  }

  private ended(event: EventEnvelope<ReturnRef>, ending: Ending, at: string): AnyChange[] {
    const decide = ended(ending, fromIso(at), event.data, Number(event.sequence));
    return [this.returns.of(event, event.data.returnId, decide)];
  }
}
