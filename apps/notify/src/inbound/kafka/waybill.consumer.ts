import {
  DeliveryFailed,
  ScanRecorded,
  ScanWithdrawn,
  StatusCorrected,
  topics,
  WaybillDelivered,
  WaybillLinked,
  WaybillOutForDelivery,
  WaybillPickedUp,
  WaybillRegistered,
  WaybillReplaced,
  WaybillReturning,
  type EventEnvelope,
} from '@cartrail/contracts';
import { Consumes, On, type AnyChange } from '@cartrail/messaging';
import { Announcing } from './announcing.js';

@Consumes(topics.waybillEvents, { group: 'notify.webhooks' })
export class WaybillConsumer {
  constructor(private readonly announcing: Announcing) {}

  @On(WaybillRegistered)
  @On(WaybillLinked)
  @On(ScanRecorded)
  @On(WaybillPickedUp)
  @On(WaybillOutForDelivery)
  @On(WaybillDelivered)
  @On(DeliveryFailed)
  @On(WaybillReturning)
  @On(ScanWithdrawn)
  @On(StatusCorrected)
  @On(WaybillReplaced)
  announce(event: EventEnvelope<object>): AnyChange[] {
    return this.announcing.toSubscribers(event);
  }
}
