import {
  RefundFailed,
  RefundSucceeded,
  topics,
  type EventEnvelope,
  type EventOf,
  type RefundRef,
} from '@cartrail/contracts';
import { Consumes, On } from '@cartrail/messaging';
import { withRefund, withReturn } from '../../domain/merge-returns.js';
import type { RefundPart } from '../../domain/return-document.js';
import { CaseChanges } from './case-changes.js';

@Consumes(topics.refundEvents, { group: 'gateway.cases' })
export class RefundConsumer {
  constructor(private readonly cases: CaseChanges) {}

  @On(RefundSucceeded)
  succeeded(event: EventOf<typeof RefundSucceeded>) {
    const { refundId, amountFen, by, refundedAt } = event.data;
    return this.one(event, { refundId, amountFen, status: 'refunded', by, refundedAt });
  }

  @On(RefundFailed)
  failed(event: EventOf<typeof RefundFailed>) {
    const { refundId, amountFen, reason, platformAmountFen, detail, byHand, failedAt } = event.data;
    const failure = { reason, platformAmountFen, detail, byHand, failedAt };
    return this.one(event, { refundId, amountFen, status: 'failed', failure });
  }

  private one(event: EventEnvelope<RefundRef>, refund: RefundPart) {
    const { orderId, returnId } = event.data;
    return this.cases.of(event, [orderId], ({ returns }) => ({
      returns: withReturn(returns, returnId, (known) => ({
        ...known,
        refund: withRefund(known.refund, refund),
      })),
    }));
  }
}
