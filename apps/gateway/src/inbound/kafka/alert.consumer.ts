import { Inject } from '@nestjs/common';
import {
  AlertAcknowledged,
  AlertCleared,
  AlertRaised,
  topics,
  type AlertRef,
  type EventEnvelope,
  type EventOf,
} from '@cartrail/contracts';
import { changed, nothing } from '@cartrail/kernel';
import { causeOf, change, Consumes, On, type AggregateStore, type AnyChange } from '@cartrail/messaging';
import type { AlertPart, AlertView } from '../../domain/case-document.js';
import { withAlert } from '../../domain/merge.js';
import { CaseChanges } from './case-changes.js';

export const ALERT_STORE = Symbol('gateway:alert-store');

/** An alert shows in its orders' cases and in the list of alerts. */
@Consumes(topics.alertEvents, { group: 'gateway.cases' })
export class AlertConsumer {
  constructor(
    private readonly cases: CaseChanges,
    @Inject(ALERT_STORE) private readonly alerts: AggregateStore<AlertView, never>,
  ) {}

  @On(AlertRaised)
  raised(event: EventOf<typeof AlertRaised>) {
    const { alertId, detector, severity, number, returnId, pickupId, since, ...rest } = event.data;
    const { thresholdHours, raisedAt, accountId, shopId } = rest;
    const about = { number, returnId, pickupId, accountId, shopId, since, thresholdHours, raisedAt };
    return this.both(event, { alertId, detector, severity, ...about });
  }

  @On(AlertCleared)
  cleared(event: EventOf<typeof AlertCleared>) {
    const { alertId, detector, clearedAt, why } = event.data;
    return this.both(event, { alertId, detector, clearedAt, clearedWhy: why });
  }

  @On(AlertAcknowledged)
  acknowledged(event: EventOf<typeof AlertAcknowledged>) {
    const { alertId, detector, acknowledgedAt, acknowledgedBy } = event.data;
    return this.both(event, { alertId, detector, acknowledgedAt, acknowledgedBy });
  }

  private both(event: EventEnvelope<AlertRef>, alert: AlertPart): AnyChange[] {
    const { orderIds } = event.data;
    const sequence = Number(event.sequence);
    return [
      ...this.cases.of(event, orderIds, ({ alerts }) => ({ alerts: withAlert(alerts, alert) })),
      change({
        store: this.alerts,
        find: { id: alert.alertId },
        createAs: alert.alertId,
        cause: causeOf(event),
        decide: (state: AlertView | undefined) =>
          state && state.sequence >= sequence
            ? nothing()
            : changed<AlertView>({ ...state, ...alert, orderIds, sequence }),
      }),
    ];
  }
}
