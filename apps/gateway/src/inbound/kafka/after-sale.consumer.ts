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
import { Consumes, On } from '@cartrail/messaging';
import { withAfterSale } from '../../domain/merge-returns.js';
import type { AfterSalePart } from '../../domain/return-document.js';
import { CaseChanges } from './case-changes.js';

/** Nobody has to act on what has ended. */
const NOBODY = { statusDeadline: undefined, actBy: undefined, byHand: undefined };

@Consumes(topics.afterSaleEvents, { group: 'gateway.cases' })
export class AfterSaleConsumer {
  constructor(private readonly cases: CaseChanges) {}

  @On(AfterSaleRequested)
  requested(event: EventOf<typeof AfterSaleRequested>) {
    return this.one(event, (known) => ({ ...known, ...askOf(event.data) }));
  }

  @On(AfterSaleAmended)
  amended(event: EventOf<typeof AfterSaleAmended>) {
    return this.one(event, (known) => ({ ...known, ...askOf(event.data) }));
  }

  @On(AfterSaleAgreed)
  agreed(event: EventOf<typeof AfterSaleAgreed>) {
    const { agreedAt, by, shipBy } = event.data;
    return this.one(event, (known) => ({
      ...known,
      status: 'awaiting_return',
      agreedAt,
      agreedBy: by,
      statusDeadline: shipBy ?? known.statusDeadline,
      actBy: 'buyer',
      byHand: false,
    }));
  }

  @On(AfterSaleActionFailed)
  failed(event: EventOf<typeof AfterSaleActionFailed>) {
    const { action, reason, detail, byHand, failedAt } = event.data;
    const failure = { action, reason, detail, byHand, failedAt };
    return this.one(event, (known) => ({ ...known, failures: [...known.failures, failure] }));
  }

  @On(AfterSaleReturnShipped)
  returnShipped(event: EventOf<typeof AfterSaleReturnShipped>) {
    return this.one(event, (known) => ({ ...known, status: 'return_shipped', actBy: 'merchant' }));
  }

  @On(AfterSaleClosed)
  closed(event: EventOf<typeof AfterSaleClosed>) {
    const { outcome, refundedFen, closedAt } = event.data;
    const status = outcome === 'refunded' || outcome === 'completed' ? outcome : 'closed';
    return this.one(event, (known) => ({ ...known, status, outcome, refundedFen, closedAt, ...NOBODY }));
  }

  private one(event: EventEnvelope<AfterSaleRef>, fill: (known: AfterSalePart) => AfterSalePart) {
    return this.cases.of(event, [event.data.orderId], ({ afterSales }) => ({
      afterSales: withAfterSale(afterSales, event.data, fill),
    }));
  }
}

function askOf(data: AfterSaleAsk): Partial<AfterSalePart> {
  const { kind, status, reason, lines, refundAmountFen, refundPostFen, appliedAt } = data;
  const { statusDeadline, actBy, byHand } = data;
  const whoseTurn = { statusDeadline, actBy, byHand };
  return { kind, status, reason, lines, refundAmountFen, refundPostFen, appliedAt, ...whoseTurn };
}
