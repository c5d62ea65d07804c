import type { EventEnvelope } from '@cartrail/contracts';
import { subscriptionOf, type AnyChange } from '@cartrail/messaging';
import type { AlertView, CaseDocument } from '../../src/domain/case-document.js';
import { AlertConsumer } from '../../src/inbound/kafka/alert.consumer.js';
import { CaseChanges } from '../../src/inbound/kafka/case-changes.js';
import { AfterSaleConsumer } from '../../src/inbound/kafka/after-sale.consumer.js';
import { PickupConsumer } from '../../src/inbound/kafka/pickup.consumer.js';
import { RefundConsumer } from '../../src/inbound/kafka/refund.consumer.js';
import { ReturnConsumer } from '../../src/inbound/kafka/return.consumer.js';
import { ShipmentConsumer } from '../../src/inbound/kafka/shipment.consumer.js';
import { SignOffConsumer } from '../../src/inbound/kafka/sign-off.consumer.js';
import { OrderConsumer } from '../../src/inbound/kafka/order.consumer.js';
import { WaybillConsumer } from '../../src/inbound/kafka/waybill.consumer.js';
import { AlertStore } from '../../src/outbound/postgres/alert.store.js';
import { CaseStore } from '../../src/outbound/postgres/case.store.js';

type Handle = (event: EventEnvelope) => readonly AnyChange[];

/** The consumers' handlers by event type; they only describe changes, so the stores are never asked. */
const handlers = new Map<string, Handle>(
  [
    new OrderConsumer(new CaseChanges(new CaseStore())),
    new WaybillConsumer(new CaseChanges(new CaseStore())),
    new AfterSaleConsumer(new CaseChanges(new CaseStore())),
    new RefundConsumer(new CaseChanges(new CaseStore())),
    new ShipmentConsumer(new CaseChanges(new CaseStore())),
    new ReturnConsumer(new CaseChanges(new CaseStore())),
    new PickupConsumer(new CaseChanges(new CaseStore())),
    new SignOffConsumer(new CaseChanges(new CaseStore())),
    new AlertConsumer(new CaseChanges(new CaseStore()), new AlertStore()),
  ].flatMap((consumer) =>
    subscriptionOf(consumer.constructor as new () => object).routes.map(
      ({ event, method }) =>
        [
          event.type,
          (given) => (consumer as unknown as Record<string, Handle>)[method]?.call(consumer, given) ?? [],
        ] satisfies [string, Handle],
    ),
  ),
);

/** What the shell would hold after these events, without a database: `case/<id>` and `alert-view/<id>`. */
export function fold(events: readonly EventEnvelope[]): ReadonlyMap<string, unknown> {
  const held = new Map<string, unknown>();
  for (const event of events) {
    for (const { store, find, decide } of handlers.get(event.type)?.(event) ?? []) {
      const id = 'id' in find ? find.id : find.text;
      const decision = decide(held.get(`${store.aggregate}/${id}`), id);
      if (decision.kind === 'changed') held.set(`${store.aggregate}/${id}`, decision.state);
    }
  }
  return held;
}

export const caseOf = (events: readonly EventEnvelope[], caseId: string): CaseDocument =>
  fold(events).get(`case/${caseId}`) as CaseDocument;

export const alertOf = (events: readonly EventEnvelope[], alertId: string): AlertView =>
  fold(events).get(`alert-view/${alertId}`) as AlertView;
