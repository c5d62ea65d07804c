/** A topic of the catalogue; `name` is logical, a deployment may put `TOPIC_PREFIX` before it. */
export interface Topic {
  readonly name: string;
  readonly kind: 'events' | 'dlq';
  readonly partitions: number;
  readonly retentionDays: number;
  /** The one service that writes it. */
  readonly producer: string;
  readonly about: string;
}

const DAYS = { events: 14, dlq: 90 } as const;

const events = (name: string, producer: string, about: string): Topic => ({
  name,
  kind: 'events',
  partitions: 12,
  retentionDays: DAYS.events,
  producer,
  about,
});

const deadLetters = (group: string): Topic => ({
  name: `${group}.dlq.v1`,
  kind: 'dlq',
  partitions: 3,
  retentionDays: DAYS.dlq,
  producer: group.split('.')[0] ?? group,
  about: `Events the group ${group} could not handle, with why and from where.`,
});

/** Event topics by the name code uses for them. Partition counts never change: a new count is a new topic. */
export const topics = {
  orderEvents: events(
    'order.order.events.v1',
    'order-sync',
    'Orders of connected shops, one sequence per order.',
  ),
  waybillEvents: events('tracking.waybill.events.v1', 'tracking', 'Parcels: every scan, and what it means.'),
  alertEvents: events(
    'tracking.alert.events.v1',
    'tracking',
    'Parcels that need a person, raised and cleared once.',
  ),
  deliveryEvents: events(
    'notify.delivery.events.v1',
    'notify',
    'What became of messages to people and systems.',
  ),
  tenantEvents: events('edge.tenant.events.v1', 'gateway', 'Tenants as they open.'),
} as const;

/** Every consumer group of the product; each has a dead-letter topic. */
export const consumerGroups = [
  'tracking.orders',
  'tracking.tenants',
  'order-sync.tenants',
  'gateway.cases',
  'notify.webhooks',
  'notify.robots',
  'notify.tenants',
] as const;

export type ConsumerGroup = (typeof consumerGroups)[number];

export const deadLetterTopics: readonly Topic[] = consumerGroups.map(deadLetters);

/** Everything a deployment must create. */
export const allTopics: readonly Topic[] = [...Object.values(topics), ...deadLetterTopics];
