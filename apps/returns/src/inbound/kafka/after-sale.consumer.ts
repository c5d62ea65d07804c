import { Inject } from '@nestjs/common';
import { normaliseNumber } from '@cartrail/carriers';
import {
  AfterSaleActionFailed,
  AfterSaleAgreed,
  AfterSaleAmended,
  AfterSaleClosed,
  AfterSaleRequested,
  AfterSaleReturnShipped,
  topics,
  type AfterSaleAsk,
  type AfterSaleRef,
  type EventEnvelope,
  type EventOf,
} from '@cartrail/contracts';
import { fromIso, newId } from '@cartrail/kernel';
import { causeOf, Consumes, On, type AnyChange } from '@cartrail/messaging';
import { caseNews, heardCase } from '../../domain/order/cases.js';
import type { CaseAsk, CaseNews } from '../../domain/order/order-file.js';
import type { Calendar } from '../../domain/rules/window.js';
import { Flow } from '../flow/flow.js';
import { CALENDAR } from '../../application/ports.js';

const instant = (text: string | undefined) => (text === undefined ? undefined : fromIso(text));

/** The platform's cases. Each enters at the file of its order, which knows whose return it is. */
@Consumes(topics.afterSaleEvents, { group: 'returns.changes' })
export class AfterSaleConsumer {
  constructor(
    private readonly flow: Flow,
    @Inject(CALENDAR) private readonly calendar: Calendar,
  ) {}

  @On(AfterSaleRequested)
  requested(event: EventOf<typeof AfterSaleRequested>): AnyChange[] {
    return this.asked(event, { ...toAsk(event.data), buyerRef: event.data.buyerRef });
  }

  @On(AfterSaleAmended)
  amended(event: EventOf<typeof AfterSaleAmended>): AnyChange[] {
    return this.asked(event, toAsk(event.data));
  }

  @On(AfterSaleAgreed)
  agreed(event: EventOf<typeof AfterSaleAgreed>): AnyChange[] {
    const { by, shipBy, agreedAt } = event.data;
    return this.news(event, { type: 'Agreed', by, shipBy: instant(shipBy), at: fromIso(agreedAt) });
  }

  @On(AfterSaleActionFailed)
  actionFailed(event: EventOf<typeof AfterSaleActionFailed>): AnyChange[] {
    const { action, reason, byHand, failedAt } = event.data;
    return this.news(event, { type: 'ActionFailed', action, reason, byHand, at: fromIso(failedAt) });
  }

  @On(AfterSaleReturnShipped)
  returnShipped(event: EventOf<typeof AfterSaleReturnShipped>): AnyChange[] {
    const { number, carrier, shippedAt } = event.data;
    const at = fromIso(shippedAt);
    return this.news(event, { type: 'ReturnShipped', number: normaliseNumber(number), carrier, at });
  }

  @On(AfterSaleClosed)
  closed(event: EventOf<typeof AfterSaleClosed>): AnyChange[] {
    const { outcome, refundedFen, closedAt } = event.data;
    return this.news(event, { type: 'Closed', outcome, refundedFen, at: fromIso(closedAt) });
  }

  private asked(event: EventEnvelope<AfterSaleAsk>, ask: CaseAsk): AnyChange[] {
    const { orderId } = event.data;
    const id = newId();
    return [
      this.flow.ofOrder(orderId, causeOf(event), (file) => heardCase(file, orderId, ask, id, this.calendar)),
    ];
  }

  private news(event: EventEnvelope<AfterSaleRef>, news: CaseNews): AnyChange[] {
    const { orderId, afterSaleId } = event.data;
    return [this.flow.ofOrder(orderId, causeOf(event), (file) => caseNews(file, afterSaleId, news))];
  }
}

const toAsk = (data: AfterSaleAsk): CaseAsk => ({
  afterSaleId: data.afterSaleId,
  platformAfterSaleId: data.platformAfterSaleId,
  kind: data.kind,
  status: data.status,
  reason: data.reason,
  lines: data.lines.map(({ lineId, quantity }) => ({ lineId, quantity })),
  refundAmountFen: data.refundAmountFen,
  refundPostFen: data.refundPostFen,
  statusDeadline: instant(data.statusDeadline),
  appliedAt: fromIso(data.appliedAt),
  sourceUpdatedAt: fromIso(data.sourceUpdatedAt),
});
