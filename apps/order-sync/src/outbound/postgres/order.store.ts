import {
  lockRowsByRef,
  rowsByRef,
  type AggregateRef,
  type AggregateStore,
  type Loaded,
  type NaturalKey,
  type Publication,
  type Stored,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { Order, OrderFact, OrderLine, Parcel } from '../../domain/order.state.js';
import { publishOrderFact } from '../events/order.publication.js';
import { at, json, resolveWithin, upsert, type Column } from './bulk.js';
import { toOrder, type LineRow, type OrderRow, type ParcelRow } from './order.rows.js';

export interface OrderKey {
  readonly shopId: string;
  readonly platformOrderId: string;
}

export const orderKey = (key: OrderKey): { key: OrderKey; text: string } => ({
  key,
  text: `${key.shopId}/${key.platformOrderId}`,
});

type Row = Stored<Order, OrderFact>;
interface Part<T> {
  readonly row: Row;
  readonly part: T;
  readonly position: number;
  /** All parts of a new order are new. */
  readonly created: boolean;
}

const orderColumns: readonly Column<Row>[] = [
  ['tenant_id', 'text', ({ tenantId }) => tenantId],
  ['id', 'uuid', ({ id }) => id],
  ['sequence', 'bigint', ({ sequence }) => sequence],
  ['platform', 'text', ({ state }) => state.platform],
  ['shop_id', 'uuid', ({ state }) => state.shopId],
  ['platform_order_id', 'text', ({ state }) => state.platformOrderId],
  ['status', 'text', ({ state }) => state.status],
  ['partial', 'boolean', ({ state }) => state.partial],
  ['close_reason', 'text', ({ state }) => state.closeReason],
  ['merchant_id', 'text', ({ state }) => state.merchantId],
  ['attribution', 'text', ({ state }) => state.attribution.by],
  ['anchor_id', 'text', ({ state }) => state.attribution.anchorId],
  ['anchor_name', 'text', ({ state }) => state.attribution.anchorName],
  ['live_room_id', 'text', ({ state }) => state.attribution.liveRoomId],
  ['created_at', 'timestamptz', ({ state }) => at(state.createdAt)],
  ['paid_at', 'timestamptz', ({ state }) => at(state.paidAt)],
  ['promised_ship_at', 'timestamptz', ({ state }) => at(state.promisedShipAt)],
  ['closed_at', 'timestamptz', ({ state }) => at(state.closedAt)],
  ['order_amount_fen', 'bigint', ({ state }) => state.orderAmountFen],
  ['pay_amount_fen', 'bigint', ({ state }) => state.payAmountFen],
  ['post_amount_fen', 'bigint', ({ state }) => state.postAmountFen],
  ['from_region', 'text', ({ state }) => state.fromRegion],
  ['warehouse_code', 'text', ({ state }) => state.warehouseCode],
  ['buyer_ref', 'text', ({ state }) => state.buyerRef],
  ['name_mask', 'text', ({ state }) => state.receiver.nameMask],
  ['phone_mask', 'text', ({ state }) => state.receiver.phoneMask],
  ['address_mask', 'text', ({ state }) => state.receiver.addressMask],
  ['region_code', 'text', ({ state }) => state.receiver.regionCode],
  ['receiver_fingerprint', 'text', ({ state }) => state.receiver.fingerprint],
  ['receiver_sealed', 'text', ({ state }) => state.receiver.sealed],
  ['phone_tail', 'text', ({ state }) => state.receiver.phoneTail],
  ['source_updated_at', 'timestamptz', ({ state }) => at(state.sourceUpdatedAt)],
  ['asked_at', 'timestamptz', ({ state }) => at(state.askedAt)],
  ['recall', 'jsonb', ({ state }) => json(state.recall)],
  ['first_via', 'text', ({ state }) => state.first?.via],
  ['first_seen_at', 'timestamptz', ({ state }) => at(state.first?.at)],
];

const lineColumns: readonly Column<Part<OrderLine>>[] = [
  ['tenant_id', 'text', ({ row }) => row.tenantId],
  ['order_id', 'uuid', ({ row }) => row.id],
  ['line_id', 'uuid', ({ part }) => part.lineId],
  ['platform_line_id', 'text', ({ part }) => part.platformLineId],
  ['position', 'int', ({ position }) => position],
  ['product_id', 'text', ({ part }) => part.productId],
  ['sku_id', 'text', ({ part }) => part.skuId],
  ['merchant_sku_code', 'text', ({ part }) => part.merchantSkuCode],
  ['title', 'text', ({ part }) => part.title],
  ['quantity', 'int', ({ part }) => part.quantity],
  ['amount_fen', 'bigint', ({ part }) => part.amountFen],
  ['pay_amount_fen', 'bigint', ({ part }) => part.payAmountFen],
  ['category', 'text', ({ part }) => part.category],
  ['weight_grams', 'int', ({ part }) => part.weightGrams],
  ['gift', 'boolean', ({ part }) => part.gift],
  ['labels', 'jsonb', ({ part }) => json(part.labels)],
];

const parcelColumns: readonly Column<Part<Parcel>>[] = [
  ['tenant_id', 'text', ({ row }) => row.tenantId],
  ['order_id', 'uuid', ({ row }) => row.id],
  ['parcel_id', 'uuid', ({ part }) => part.parcelId],
  ['position', 'int', ({ position }) => position],
  ['platform_parcel_id', 'text', ({ part }) => part.platformParcelId],
  ['number', 'text', ({ part }) => part.number],
  ['carrier', 'text', ({ part }) => part.carrier],
  ['platform_carrier_code', 'text', ({ part }) => part.platformCarrierCode],
  ['lines', 'jsonb', ({ part }) => JSON.stringify(part.lines)],
  ['shipped_at', 'timestamptz', ({ part }) => at(part.shippedAt)],
  ['replaced_by', 'uuid', ({ part }) => part.replacedBy],
];

const writeOrders = upsert('orders', ['tenant_id', 'id'], orderColumns);
const writeLines = upsert('order_line', ['tenant_id', 'order_id', 'line_id'], lineColumns);
const writeParcels = upsert('order_parcel', ['tenant_id', 'order_id', 'parcel_id'], parcelColumns);

const resolveKeys = resolveWithin<OrderKey>('orders', 'shop_id', 'platform_order_id', (key) => [
  key.shopId,
  key.platformOrderId,
]);
const ORDERS = lockRowsByRef({ table: 'orders' });
const LINES = `${rowsByRef({ table: 'order_line', id: 'order_id' })} ORDER BY held.position`;
const PARCELS = `${rowsByRef({ table: 'order_parcel', id: 'order_id' })} ORDER BY held.position`;

/** Orders with their lines and parcels: six statements for a batch, whatever its size. */
export class OrderStore implements AggregateStore<Order, OrderFact, OrderKey> {
  readonly aggregate = 'order';

  resolve(
    tx: EntityManager,
    keys: readonly NaturalKey<OrderKey>[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    return resolveKeys(tx, keys);
  }

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<readonly Loaded<Order>[]> {
    const wanted = [refs.map(({ tenantId }) => tenantId), refs.map(({ id }) => id)];
    const orders = await tx.query<OrderRow[]>(ORDERS, wanted);
    if (orders.length === 0) return [];
    const lines = group(await tx.query<LineRow[]>(LINES, wanted));
    const parcels = group(await tx.query<ParcelRow[]>(PARCELS, wanted));
    return orders.map((row) => toOrder(row, lines.get(row.id) ?? [], parcels.get(row.id) ?? []));
  }

  async save(tx: EntityManager, rows: readonly Row[]): Promise<void> {
    await writeOrders(tx, rows);
    await writeLines(
      tx,
      parts(rows, ({ lines }) => lines),
    );
    await writeParcels(
      tx,
      parts(rows, ({ parcels }) => parcels),
    );
  }

  publish(fact: OrderFact, row: Row): Publication {
    return publishOrderFact(fact, row.id, row.state);
  }
}

const parts = <T>(rows: readonly Row[], of: (order: Order) => readonly T[]): Part<T>[] =>
  rows.flatMap((row) =>
    of(row.state).map((part, position) => ({ row, part, position, created: row.created })),
  );

function group<T extends { readonly order_id: string }>(rows: readonly T[]): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.order_id);
    if (group) group.push(row);
    else groups.set(row.order_id, [row]);
  }
  return groups;
}
