import type { EventDefinition } from '../define-event.js';
import { eventsOf } from '../define-event.js';
import { OrderShipped } from '../order/order-shipped.v1.js';
import { topics, type ConsumerGroup, type Topic } from '../topic.js';
import { AlertRaised } from '../tracking/alert-raised.v1.js';
import { ScanRecorded } from '../tracking/scan-recorded.v1.js';
import { ScanWithdrawn } from '../tracking/scan-withdrawn.v1.js';
import { StatusCorrected } from '../tracking/status-corrected.v1.js';
import { WaybillLinked } from '../tracking/waybill-linked.v1.js';
import { WaybillRegistered } from '../tracking/waybill-registered.v1.js';
import { WaybillReplaced } from '../tracking/waybill-replaced.v1.js';

/** Who reads a topic, and where in the repository its handlers are. */
export interface Listener {
  readonly group: ConsumerGroup;
  readonly topic: Topic;
  readonly events: readonly EventDefinition<object>[];
  readonly file: string;
}

const inbound = (service: string, file: string): string => `apps/${service}/src/inbound/kafka/${file}`;

/** The second hop of "what happens when …": one row for each consumer class. A function: types define themselves first. */
export const listeners = (): readonly Listener[] => [
  {
    group: 'tracking.orders',
    topic: topics.orderEvents,
    events: [OrderShipped],
    file: inbound('tracking', 'order.consumer.ts'),
  },
  ...(['order', 'alert'] as const).map((entity) => ({
    group: 'gateway.cases' as const,
    topic: topics[`${entity}Events`],
    events: eventsOf(topics[`${entity}Events`]),
    file: inbound('gateway', `${entity}.consumer.ts`),
  })),
  {
    group: 'gateway.cases',
    topic: topics.waybillEvents,
    // The others repeat what a scan's status says already.
    events: [WaybillRegistered, WaybillLinked, ScanRecorded, ScanWithdrawn, StatusCorrected, WaybillReplaced],
    file: inbound('gateway', 'waybill.consumer.ts'),
  },
  ...(['order', 'waybill', 'alert'] as const).map((entity) => ({
    group: 'notify.webhooks' as const,
    topic: topics[`${entity}Events`],
    events: eventsOf(topics[`${entity}Events`]),
    file: inbound('notify', `${entity}.consumer.ts`),
  })),
  {
    group: 'notify.robots',
    topic: topics.alertEvents,
    events: [AlertRaised],
    file: inbound('notify', 'alert-robot.consumer.ts'),
  },
  ...(['order-sync', 'tracking', 'notify'] as const).map((service) => ({
    group: `${service}.tenants` as const,
    topic: topics.tenantEvents,
    events: eventsOf(topics.tenantEvents),
    file: 'libs/messaging/src/tenants/tenant-consumer.ts',
  })),
];
