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
  afterSaleEvents: events(
    'order.aftersale.events.v1',
    'order-sync',
    "The platforms' after-sale cases, one sequence per case.",
  ),
  refundEvents: events(
    'order.refund.events.v1',
    'order-sync',
    'Refunds as they were executed at the platform, or could not be.',
  ),
  shipmentEvents: events(
    'order.shipment.events.v1',
    'order-sync',
    'Waybill numbers that platforms were asked to take, and whether they did.',
  ),
  shopEvents: events(
    'order.shop.events.v1',
    'order-sync',
    'Connected shops: whether their platforms let us in, and what is missing of their orders.',
  ),
  waybillEvents: events('tracking.waybill.events.v1', 'tracking', 'Parcels: every scan, and what it means.'),
  bookingEvents: events(
    'tracking.booking.events.v1',
    'tracking',
    'What carriers report about booked pickups, as it comes in.',
  ),
  alertEvents: events(
    'tracking.alert.events.v1',
    'tracking',
    'Parcels, pickups and returns that need a person, raised and cleared once.',
  ),
  returnEvents: events('returns.return.events.v1', 'returns', 'Returns, from the request to the refund.'),
  pickupEvents: events(
    'returns.pickup.events.v1',
    'returns',
    'Door pickups of return parcels, parcels to be stopped on their way, and whether the accounts for both are let in.',
  ),
  signOffEvents: events(
    'esign.signoff.events.v1',
    'e-sign',
    'Return parcels as the warehouse received and signed for them.',
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
  'tracking.returns',
  'tracking.tenants',
  'order-sync.returns',
  'order-sync.tenants',
  'returns.changes',
  'returns.tenants',
  'e-sign.arrivals',
  'e-sign.tenants',
  'gateway.cases',
  'notify.webhooks',
  'notify.robots',
  'notify.tenants',
] as const;

export type ConsumerGroup = (typeof consumerGroups)[number];

export const deadLetterTopics: readonly Topic[] = consumerGroups.map(deadLetters);

/** Everything a deployment must create. */
export const allTopics: readonly Topic[] = [...Object.values(topics), ...deadLetterTopics];
