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
import { Consumes, On, type AnyChange } from '@cartrail/messaging';
import { withParcel } from '../../domain/merge.js';
import { withRefund, withReturn } from '../../domain/merge-returns.js';
import type { ReturnPart } from '../../domain/return-document.js';
import { CaseChanges } from './case-changes.js';

/** A return's own events come in order: the newest says its status. */
@Consumes(topics.returnEvents, { group: 'gateway.cases' })
export class ReturnConsumer {
  constructor(private readonly cases: CaseChanges) {}

  @On(ReturnRequested)
  requested(event: EventOf<typeof ReturnRequested>) {
    const { status, via, kind, reason, lines, decision, freightPayer, ...rest } = event.data;
    const { refundEstimateFen, platformForm, appliedAt } = rest;
    const money = { freightPayer, refundEstimateFen };
    return this.moved(event, status, {
      via,
      kind,
      reason,
      lines,
      decision,
      ...money,
      platformForm,
      appliedAt,
    });
  }

  @On(ReturnCaseJoined)
  joined(event: EventOf<typeof ReturnCaseJoined>) {
    const { decision, refundEstimateFen } = event.data;
    return this.moved(event, 'Requested', { decision, refundEstimateFen });
  }

  @On(ReturnApproved)
  approved(event: EventOf<typeof ReturnApproved>) {
    const { by: approvedBy, approvedAt, shipBy, shipBySource, warehouseCode } = event.data;
    return this.moved(event, 'Approved', { approvedBy, approvedAt, shipBy, shipBySource, warehouseCode });
  }

  @On(ReturnRejected)
  rejected(event: EventOf<typeof ReturnRejected>) {
    return this.moved(event, 'Rejected', { decision: event.data.decision });
  }

  @On(ReturnParcelAssigned)
  parcelAssigned(event: EventOf<typeof ReturnParcelAssigned>) {
    const { returnId, orderId, afterSaleId, number, carrier } = event.data;
    return this.cases.of(event, [orderId], ({ returns, parcels }) => ({
      returns: withReturn(returns, returnId, (known) => ({ ...known, afterSaleId, number, carrier })),
      parcels: withParcel(parcels, { number, carrier }, (parcel) => ({ ...parcel, returnId })),
    }));
  }

  @On(ReturnInTransit)
  inTransit(event: EventOf<typeof ReturnInTransit>) {
    return this.moved(event, 'InTransit', {});
  }

  @On(ReturnArrived)
  arrived(event: EventOf<typeof ReturnArrived>) {
    return this.moved(event, 'Arrived', { arrivedAt: event.data.arrivedAt });
  }

  @On(ReturnSignedOff)
  signedOff(event: EventOf<typeof ReturnSignedOff>) {
    return this.moved(event, 'SignedOff', { signedOffAt: event.data.signedOffAt });
  }

  @On(ReturnObjected)
  objected(event: EventOf<typeof ReturnObjected>) {
    return this.moved(event, 'Objected', {});
  }

  @On(RefundDue)
  refundDue(event: EventOf<typeof RefundDue>) {
    const { returnId, orderId, refundId, amountFen, decision, dueBy } = event.data;
    return this.cases.of(event, [orderId], ({ returns }) => ({
      returns: withReturn(returns, returnId, (known) => ({
        ...known,
        status: 'Refunding',
        refund: withRefund(known.refund, { refundId, amountFen, status: 'due', decision, dueBy }),
      })),
    }));
  }

  @On(ReturnRefunded)
  refunded(event: EventOf<typeof ReturnRefunded>) {
    const { returnId, orderId, refundId, amountFen, by, refundedAt } = event.data;
    return this.cases.of(event, [orderId], ({ returns }) => ({
      returns: withReturn(returns, returnId, (known) => ({
        ...known,
        status: 'Refunded',
        endedAt: refundedAt,
        refund: withRefund(known.refund, { refundId, amountFen, status: 'refunded', by, refundedAt }),
      })),
    }));
  }

  @On(ReturnCancelled)
  cancelled(event: EventOf<typeof ReturnCancelled>) {
    return this.moved(event, 'Cancelled', { endedAt: event.data.cancelledAt });
  }

  @On(ReturnLapsed)
  lapsed(event: EventOf<typeof ReturnLapsed>) {
    return this.moved(event, 'Lapsed', { endedAt: event.data.lapsedAt });
  }

  @On(ReturnClosed)
  closed(event: EventOf<typeof ReturnClosed>) {
    const { outcome, closedAt } = event.data;
    return this.moved(event, outcome === 'completed' ? 'Completed' : 'Closed', { endedAt: closedAt });
  }

  private moved(event: EventEnvelope<ReturnRef>, status: string, part: Partial<ReturnPart>): AnyChange[] {
    const { returnId, orderId, afterSaleId } = event.data;
    return this.cases.of(event, [orderId], ({ returns }) => ({
      returns: withReturn(returns, returnId, (known) => ({
        ...known,
        ...part,
        status,
        afterSaleId: afterSaleId ?? known.afterSaleId,
      })),
    }));
  }
}
