import { Inject } from '@nestjs/common';
import { normaliseNumber } from '@cartrail/carriers';
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
} from '@cartrail/contracts';
import { causeOf, change, Consumes, On, type AnyChange } from '@cartrail/messaging';
import { hear, type ExpectedLine, type News } from '../../domain/arrival.js';
import { ARRIVALS, type ArrivalStore } from '../stores.js';

interface Ref {
  readonly returnId: string;
  readonly orderId: string;
  readonly shopId: string;
  readonly afterSaleId?: string;
}

/** Keeps what the warehouse may expect, so that a parcel is found by its number or its return. */
@Consumes(topics.returnEvents, { group: 'e-sign.arrivals' })
export class ReturnConsumer {
  constructor(@Inject(ARRIVALS) private readonly store: ArrivalStore) {}

  @On(ReturnRequested)
  requested(event: EventOf<typeof ReturnRequested>): AnyChange[] {
    return this.heard(event, { status: event.data.status, lines: toLines(event.data.lines) });
  }

  @On(ReturnCaseJoined)
  joined(event: EventOf<typeof ReturnCaseJoined>): AnyChange[] {
    return this.heard(event, { status: 'Requested' });
  }

  @On(ReturnApproved)
  approved(event: EventOf<typeof ReturnApproved>): AnyChange[] {
    const { lines, warehouseCode } = event.data;
    return this.heard(event, { status: 'Approved', lines: toLines(lines), warehouseCode });
  }

  @On(ReturnParcelAssigned)
  assigned(event: EventOf<typeof ReturnParcelAssigned>): AnyChange[] {
    const { number, carrier, replaces } = event.data;
    const replaced = replaces === undefined ? undefined : normaliseNumber(replaces);
    return this.heard(event, { parcel: { number: normaliseNumber(number), carrier, replaces: replaced } });
  }

  @On(ReturnRejected)
  rejected(event: EventOf<typeof ReturnRejected>): AnyChange[] {
    return this.heard(event, { status: 'Rejected' });
  }

  @On(ReturnInTransit)
  inTransit(event: EventOf<typeof ReturnInTransit>): AnyChange[] {
    return this.heard(event, { status: 'InTransit' });
  }

  @On(ReturnArrived)
  arrived(event: EventOf<typeof ReturnArrived>): AnyChange[] {
    return this.heard(event, { status: 'Arrived' });
  }

  @On(ReturnSignedOff)
  signedOff(event: EventOf<typeof ReturnSignedOff>): AnyChange[] {
    return this.heard(event, { status: 'SignedOff' });
  }

  @On(ReturnObjected)
  objected(event: EventOf<typeof ReturnObjected>): AnyChange[] {
    return this.heard(event, { status: 'Objected' });
  }

  @On(RefundDue)
  refunding(event: EventOf<typeof RefundDue>): AnyChange[] {
    return this.heard(event, { status: 'Refunding' });
  }

  @On(ReturnRefunded)
  refunded(event: EventOf<typeof ReturnRefunded>): AnyChange[] {
    return this.heard(event, { status: 'Refunded' });
  }

  @On(ReturnCancelled)
  cancelled(event: EventOf<typeof ReturnCancelled>): AnyChange[] {
    return this.heard(event, { status: 'Cancelled' });
  }

  @On(ReturnLapsed)
  lapsed(event: EventOf<typeof ReturnLapsed>): AnyChange[] {
    return this.heard(event, { status: 'Lapsed' });
  }

  @On(ReturnClosed)
  closed(event: EventOf<typeof ReturnClosed>): AnyChange[] {
    return this.heard(event, { status: 'Closed' });
  }

  private heard(
    event: EventEnvelope<Ref>,
    said: Pick<News, 'status' | 'lines' | 'warehouseCode' | 'parcel'>,
  ): AnyChange[] {
    const { returnId, orderId, shopId, afterSaleId } = event.data;
    const news: News = { returnId, orderId, shopId, afterSaleId, sequence: Number(event.sequence), ...said };
    return [
      change({
        store: this.store,
        find: { id: returnId },
        createAs: returnId,
        cause: causeOf(event),
        decide: (arrival) => hear(arrival, news),
      }),
    ];
  }
}

const toLines = (lines: readonly ExpectedLine[]): ExpectedLine[] =>
  lines.map(({ lineId, quantity, merchantSkuCode, title, objections }) => ({
    lineId,
    quantity,
    merchantSkuCode,
    title,
    objections,
  }));
