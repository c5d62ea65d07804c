import type {
  AggregateRef,
  AggregateStore,
  Loaded,
  NaturalKey,
  Publication,
  Stored,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { Shipment, ShipmentFact, ShipmentKey } from '../../domain/shipment.js';
import { publishShipmentFact } from '../events/shipment.publication.js';
import { at, instantOf, json, loadLocked, resolveWithin, upsert, type Column } from './bulk.js';

type Row = Stored<Shipment, ShipmentFact>;

const columns: readonly Column<Row>[] = [
  ['tenant_id', 'text', ({ tenantId }) => tenantId],
  ['id', 'uuid', ({ id }) => id],
  ['sequence', 'bigint', ({ sequence }) => sequence],
  ['order_id', 'uuid', ({ state }) => state.orderId],
  ['shop_id', 'uuid', ({ state }) => state.shopId],
  ['platform', 'text', ({ state }) => state.platform],
  ['platform_order_id', 'text', ({ state }) => state.platformOrderId],
  ['number', 'text', ({ state }) => state.number],
  ['carrier', 'text', ({ state }) => state.carrier],
  ['lines', 'jsonb', ({ state }) => JSON.stringify(state.lines)],
  ['whole', 'boolean', ({ state }) => state.whole],
  ['asked_by', 'text', ({ state }) => state.by],
  ['asked_at', 'timestamptz', ({ state }) => at(state.askedAt)],
  ['status', 'text', ({ state }) => state.status],
  ['asks', 'int', ({ state }) => state.asks],
  ['failures', 'int', ({ state }) => state.failures],
  ['failure', 'jsonb', ({ state }) => json(state.failure)],
  ['ended_at', 'timestamptz', ({ state }) => at(state.endedAt)],
];

const write = upsert('shipment', ['tenant_id', 'id'], columns);

export interface ShipmentRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly sequence: string;
  readonly order_id: string;
  readonly shop_id: string;
  readonly platform: Shipment['platform'];
  readonly platform_order_id: string;
  readonly number: string;
  readonly carrier: string;
  readonly lines: Shipment['lines'];
  readonly whole: boolean;
  readonly asked_by: string;
  readonly asked_at: Date;
  readonly status: Shipment['status'];
  readonly asks: number;
  readonly failures: number;
  readonly failure: Shipment['failure'] | null;
  readonly ended_at: Date | null;
}

const resolveKeys = resolveWithin<ShipmentKey>('shipment', 'order_id', 'number', (key) => [
  key.orderId,
  key.number,
]);

/** Numbers that platforms were asked to take; an order and a number are the natural key. */
export class ShipmentStore implements AggregateStore<Shipment, ShipmentFact, ShipmentKey> {
  readonly aggregate = 'shipment';

  resolve(
    tx: EntityManager,
    keys: readonly NaturalKey<ShipmentKey>[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    return resolveKeys(tx, keys);
  }

  load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<readonly Loaded<Shipment>[]> {
    return loadRows(tx, refs);
  }

  save(tx: EntityManager, rows: readonly Row[]): Promise<void> {
    return write(tx, rows);
  }

  publish(fact: ShipmentFact, row: Row): Publication {
    return publishShipmentFact(fact, row.id, row.state);
  }
}

export const toShipment = (row: ShipmentRow): Shipment => ({
  orderId: row.order_id,
  shopId: row.shop_id,
  platform: row.platform,
  platformOrderId: row.platform_order_id,
  number: row.number,
  carrier: row.carrier,
  lines: row.lines,
  whole: row.whole,
  by: row.asked_by,
  askedAt: row.asked_at.getTime(),
  status: row.status,
  asks: row.asks,
  failures: row.failures,
  failure: row.failure ?? undefined,
  endedAt: instantOf(row.ended_at),
});

const loadRows = loadLocked('shipment', toShipment);
