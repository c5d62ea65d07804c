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
import { assigned, told, type Moment } from '../../domain/followed-return.js';
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
    return this.told(event, 'approved', event.data.approvedAt);
  }

  @On(ReturnInTransit)
  inTransit(event: EventOf<typeof ReturnInTransit>): AnyChange[] {
    return this.told(event, 'inTransit', event.data.pickedUpAt);
  }

  @On(ReturnArrived)
  arrived(event: EventOf<typeof ReturnArrived>): AnyChange[] {
    return this.told(event, 'arrived', event.data.arrivedAt);
  }

  @On(ReturnSignedOff)
  signedOff(event: EventOf<typeof ReturnSignedOff>): AnyChange[] {
    return this.told(event, 'signedOff', event.data.signedOffAt);
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
    return this.told(event, 'cancelled', event.data.cancelledAt);
  }

  @On(ReturnLapsed)
  lapsed(event: EventOf<typeof ReturnLapsed>): AnyChange[] {
    return this.told(event, 'lapsed', event.data.lapsedAt);
  }

  @On(ReturnClosed)
  closed(event: EventOf<typeof ReturnClosed>): AnyChange[] {
    return this.told(event, 'closed', event.data.closedAt);
  }

  private told(event: EventEnvelope<ReturnRef>, moment: Moment, at: string): AnyChange[] {
    return [this.returns.of(event, event.data.returnId, told(moment, fromIso(at), event.data))];
  }
}
