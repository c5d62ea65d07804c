import {
  AfterSaleRequested,
  AfterSaleAmended,
  AfterSaleAgreed,
  AfterSaleActionFailed,
  AfterSaleReturnShipped,
  AfterSaleClosed,
  topics,
  type EventEnvelope,
} from '@cartrail/contracts';
import { Consumes, On, type AnyChange } from '@cartrail/messaging';
import { Announcing } from './announcing.js';

@Consumes(topics.afterSaleEvents, { group: 'notify.webhooks' })
export class AfterSaleConsumer {
  constructor(private readonly announcing: Announcing) {}

  @On(AfterSaleRequested)
  @On(AfterSaleAmended)
  @On(AfterSaleAgreed)
  @On(AfterSaleActionFailed)
  @On(AfterSaleReturnShipped)
  @On(AfterSaleClosed)
  announce(event: EventEnvelope<object>): AnyChange[] {
    return this.announcing.toSubscribers(event);
  }
}
