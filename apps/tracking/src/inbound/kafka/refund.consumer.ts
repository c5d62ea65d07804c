import { RefundFailed, RefundSucceeded, topics, type EventOf } from '@cartrail/contracts';
import { fromIso } from '@cartrail/kernel';
import { Consumes, On, type AnyChange } from '@cartrail/messaging';
import { told } from '../../domain/followed-return.js';
import { ReturnChanges } from './return-changes.js';

/** The buyer has the money. A refund that failed is still late. */
@Consumes(topics.refundEvents, { group: 'tracking.returns', ignore: [RefundFailed] })
export class RefundConsumer {
  constructor(private readonly returns: ReturnChanges) {}

  @On(RefundSucceeded)
  succeeded(event: EventOf<typeof RefundSucceeded>): AnyChange[] {
    const { returnId, orderId, refundedAt } = event.data;
    return [this.returns.of(event, returnId, told('refunded', fromIso(refundedAt), { orderId }))];
  }
}
