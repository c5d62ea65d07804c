import { RefundFailed, RefundSucceeded, topics, type EventOf } from '@cartrail/contracts';
import { fromIso } from '@cartrail/kernel';
import { causeOf, Consumes, On, type AnyChange } from '@cartrail/messaging';
import { refundNews } from '../../domain/order/sign-off.js';
import { Flow } from '../flow/flow.js';

@Consumes(topics.refundEvents, { group: 'returns.changes' })
export class RefundConsumer {
  constructor(private readonly flow: Flow) {}

  @On(RefundSucceeded)
  succeeded(event: EventOf<typeof RefundSucceeded>): AnyChange[] {
    const { orderId, returnId, refundId, amountFen, by, refundedAt } = event.data;
    const at = fromIso(refundedAt);
    return [
      this.flow.ofOrder(orderId, causeOf(event), (file) =>
        refundNews(file, { type: 'RefundSucceeded', returnId, refundId, amountFen, by, at }),
      ),
    ];
  }

  @On(RefundFailed)
  failed(event: EventOf<typeof RefundFailed>): AnyChange[] {
    const { orderId, returnId, refundId, reason, byHand, platformAmountFen, failedAt } = event.data;
    const at = fromIso(failedAt);
    return [
      this.flow.ofOrder(orderId, causeOf(event), (file) =>
        refundNews(file, { type: 'RefundFailed', returnId, refundId, reason, byHand, platformAmountFen, at }),
      ),
    ];
  }
}
