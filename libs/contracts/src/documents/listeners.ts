import type { EventDefinition } from '../define-event.js';
import { eventsOf } from '../define-event.js';
import { ParcelSignedOff } from '../esign/parcel-signed-off.v1.js';
import { OrderClosed } from '../order/order-closed.v1.js';
import { OrderShipped } from '../order/order-shipped.v1.js';
import { ShippingHalted } from '../order/shipping-halted.v1.js';
import { ShippingResumed } from '../order/shipping-resumed.v1.js';
import { RefundSucceeded } from '../order/refund-succeeded.v1.js';
import { CredentialsAccepted } from '../returns/credentials-accepted.v1.js';
import { CredentialsRefused } from '../returns/credentials-refused.v1.js';
import { PickupBooked } from '../returns/pickup-booked.v1.js';
import { RefundDue } from '../returns/refund-due.v1.js';
import { ReturnApproved } from '../returns/return-approved.v1.js';
import { ReturnCaseJoined } from '../returns/return-case-joined.v1.js';
import { ReturnParcelAssigned } from '../returns/return-parcel-assigned.v1.js';
import { ReturnRefunded } from '../returns/return-refunded.v1.js';
import { ReturnRejected } from '../returns/return-rejected.v1.js';
import { ReturnRequested } from '../returns/return-requested.v1.js';
import { ReturnSignedOff } from '../returns/return-signed-off.v1.js';
import { topics, type ConsumerGroup, type Topic } from '../topic.js';
import { AlertRaised } from '../tracking/alert-raised.v1.js';
import { ScanRecorded } from '../tracking/scan-recorded.v1.js';
import { ScanWithdrawn } from '../tracking/scan-withdrawn.v1.js';
import { StatusCorrected } from '../tracking/status-corrected.v1.js';
import { WaybillDelivered } from '../tracking/waybill-delivered.v1.js';
import { WaybillPickedUp } from '../tracking/waybill-picked-up.v1.js';
import { WaybillLinked } from '../tracking/waybill-linked.v1.js';
import { WaybillRegistered } from '../tracking/waybill-registered.v1.js';
import { WaybillReplaced } from '../tracking/waybill-replaced.v1.js';
import { WaybillReturning } from '../tracking/waybill-returning.v1.js';

/** Who reads a topic, and where in the repository its handlers are. */
export interface Listener {
  readonly group: ConsumerGroup;
  readonly topic: Topic;
  readonly events: readonly EventDefinition<object>[];
  readonly file: string;
}

type Heard = readonly [entity: string, topic: Topic, events?: readonly EventDefinition<object>[]];

/** One row per consumer class of a service and group; all of a topic's events where none are named. */
const heard = (service: string, group: ConsumerGroup, rows: readonly Heard[]): readonly Listener[] =>
  rows.map(([entity, topic, events]) => ({
    group,
    topic,
    events: events ?? eventsOf(topic),
    file: `apps/${service}/src/inbound/kafka/${entity}.consumer.ts`,
  }));

/** All of the events' common topic, without them. */
const allBut = (...left: readonly EventDefinition<object>[]): readonly EventDefinition<object>[] =>
  left.slice(0, 1).flatMap(({ topic }) => eventsOf(topic).filter((event) => !left.includes(event)));

const orderSync = (): readonly Listener[] =>
  heard('order-sync', 'order-sync.returns', [
    [
      'return',
      topics.returnEvents,
      [ReturnApproved, ReturnRejected, ReturnParcelAssigned, ReturnSignedOff, RefundDue],
    ],
  ]);

const tracking = (): readonly Listener[] => [
  ...heard('tracking', 'tracking.orders', [
    ['order', topics.orderEvents, [OrderShipped]],
    ['shop', topics.shopEvents],
  ]),
  ...heard('tracking', 'tracking.returns', [
    // A return that is only asked for, or refused, makes nobody wait for a parcel.
    ['return', topics.returnEvents, allBut(ReturnRequested, ReturnRejected, ReturnCaseJoined)],
    ['pickup', topics.pickupEvents],
    ['sign-off', topics.signOffEvents, [ParcelSignedOff]],
    ['refund', topics.refundEvents, [RefundSucceeded]],
  ]),
];

const returns = (): readonly Listener[] =>
  heard('returns', 'returns.changes', [
    ['order', topics.orderEvents, allBut(OrderClosed, ShippingHalted, ShippingResumed)],
    ['after-sale', topics.afterSaleEvents],
    ['refund', topics.refundEvents],
    [
      'waybill',
      topics.waybillEvents,
      [WaybillPickedUp, WaybillDelivered, WaybillReturning, WaybillLinked, StatusCorrected],
    ],
    ['booking', topics.bookingEvents],
    ['sign-off', topics.signOffEvents],
  ]);

const gateway = (): readonly Listener[] =>
  heard('gateway', 'gateway.cases', [
    ['order', topics.orderEvents],
    ['after-sale', topics.afterSaleEvents],
    ['refund', topics.refundEvents],
    ['shipment', topics.shipmentEvents],
    ['return', topics.returnEvents],
    ['pickup', topics.pickupEvents, allBut(CredentialsRefused, CredentialsAccepted)],
    ['sign-off', topics.signOffEvents],
    [
      'waybill',
      topics.waybillEvents,
      // The others repeat what a scan's status says already.
      [WaybillRegistered, WaybillLinked, ScanRecorded, ScanWithdrawn, StatusCorrected, WaybillReplaced],
    ],
    ['alert', topics.alertEvents],
  ]);

const notify = (): readonly Listener[] => [
  ...heard('notify', 'notify.webhooks', [
    ['order', topics.orderEvents],
    ['after-sale', topics.afterSaleEvents],
    ['refund', topics.refundEvents],
    ['shipment', topics.shipmentEvents],
    ['shop', topics.shopEvents],
    ['waybill', topics.waybillEvents],
    ['return', topics.returnEvents],
    ['pickup', topics.pickupEvents],
    ['sign-off', topics.signOffEvents],
    ['alert', topics.alertEvents],
  ]),
  ...heard('notify', 'notify.robots', [
    ['alert-robot', topics.alertEvents, [AlertRaised]],
    ['return-robot', topics.returnEvents, [ReturnParcelAssigned, ReturnRefunded]],
    ['pickup-robot', topics.pickupEvents, [PickupBooked]],
  ]),
];

const eSign = (): readonly Listener[] =>
  heard('e-sign', 'e-sign.arrivals', [['return', topics.returnEvents]]);

const tenants = (): readonly Listener[] =>
  (['order-sync', 'tracking', 'returns', 'e-sign', 'notify'] as const).map((service) => ({
    group: `${service}.tenants` as const,
    topic: topics.tenantEvents,
    events: eventsOf(topics.tenantEvents),
    file: 'libs/messaging/src/tenants/tenant-consumer.ts',
  }));

/** The second hop of "what happens when …": one row for each consumer class. A function: types define themselves first. */
export const listeners = (): readonly Listener[] => [
  ...orderSync(),
  ...tracking(),
  ...returns(),
  ...eSign(),
  ...gateway(),
  ...notify(),
  ...tenants(),
];
