import type { Cause, Instant } from '@cartrail/kernel';
import { change, type AggregateStore, type AnyChange } from '@cartrail/messaging';
import type { Via } from '../../domain/arrival.js';
import type { PendingCase, PendingPull } from '../../domain/pull.js';
import type { Sku, Warehouse } from '../../domain/references.js';
import { countUnmapped, type UnmappedValue } from '../../domain/unmapped.js';
import { at, json } from './bulk.js';
import { KeyedStore } from './keyed.store.js';

interface SkuRow {
  readonly name: string | null;
  readonly category: string | null;
  readonly weight_grams: number | null;
  readonly labels: Sku['labels'] | null;
}

export const skuStore: AggregateStore<Sku, never> = new KeyedStore<Sku, SkuRow>({
  aggregate: 'sku',
  table: 'sku',
  match: 'given.code = ref.id',
  conflict: ['tenant_id', 'code'],
  columns: [
    ['tenant_id', 'text', ({ tenantId }) => tenantId],
    ['code', 'text', ({ id }) => id],
    ['name', 'text', ({ state }) => state.name],
    ['category', 'text', ({ state }) => state.category],
    ['weight_grams', 'int', ({ state }) => state.weightGrams],
    ['labels', 'jsonb', ({ state }) => json(state.labels)],
  ],
  read: (row) => ({
    name: row.name ?? undefined,
    category: row.category ?? undefined,
    weightGrams: row.weight_grams ?? undefined,
    labels: row.labels ?? undefined,
  }),
});

interface WarehouseRow {
  readonly name: string | null;
  readonly region_code: string;
  readonly platform_address_ids: Record<string, string>;
}

export const warehouseStore: AggregateStore<Warehouse, never> = new KeyedStore<Warehouse, WarehouseRow>({
  aggregate: 'warehouse',
  table: 'warehouse',
  match: 'given.code = ref.id',
  conflict: ['tenant_id', 'code'],
  columns: [
    ['tenant_id', 'text', ({ tenantId }) => tenantId],
    ['code', 'text', ({ id }) => id],
    ['name', 'text', ({ state }) => state.name],
    ['region_code', 'text', ({ state }) => state.regionCode],
    ['platform_address_ids', 'jsonb', ({ state }) => JSON.stringify(state.platformAddressIds ?? {})],
  ],
  read: (row) => ({
    name: row.name ?? undefined,
    regionCode: row.region_code,
    platformAddressIds: row.platform_address_ids,
  }),
});

interface PullRow {
  readonly shop_id: string;
  readonly platform_order_id: string;
  readonly version: string;
  readonly correlation_id: string;
  readonly via: Via;
}

/** Ids are `<shop>/<platform order>`. A hint makes the pull due at once, whatever it failed with before. */
export const pullStore: AggregateStore<PendingPull, never> = new KeyedStore<PendingPull, PullRow>({
  aggregate: 'order-pull',
  table: 'order_pull',
  match: `given.shop_id = split_part(ref.id, '/', 1)::uuid AND given.platform_order_id = substr(ref.id, 38)`,
  conflict: ['tenant_id', 'shop_id', 'platform_order_id'],
  columns: [
    ['tenant_id', 'text', ({ tenantId }) => tenantId],
    ['shop_id', 'uuid', ({ state }) => state.shopId],
    ['platform_order_id', 'text', ({ state }) => state.platformOrderId],
    ['version', 'bigint', ({ state }) => state.version],
    ['correlation_id', 'uuid', ({ state }) => state.correlationId],
    ['via', 'text', ({ state }) => state.via],
    ['next_at', 'timestamptz', () => new Date().toISOString()],
  ],
  read: (row) => ({
    shopId: row.shop_id,
    platformOrderId: row.platform_order_id,
    version: Number(row.version),
    correlationId: row.correlation_id,
    via: row.via,
  }),
});

interface CasePullRow {
  readonly shop_id: string;
  readonly platform_after_sale_id: string;
  readonly platform_order_id: string | null;
  readonly reason_code: string | null;
  readonly version: string;
  readonly correlation_id: string;
  readonly via: Via;
}

/** Ids are `<shop>/<platform case>`. */
export const casePullStore: AggregateStore<PendingCase, never> = new KeyedStore<PendingCase, CasePullRow>({
  aggregate: 'after-sale-pull',
  table: 'after_sale_pull',
  match: `given.shop_id = split_part(ref.id, '/', 1)::uuid AND given.platform_after_sale_id = substr(ref.id, 38)`,
  conflict: ['tenant_id', 'shop_id', 'platform_after_sale_id'],
  columns: [
    ['tenant_id', 'text', ({ tenantId }) => tenantId],
    ['shop_id', 'uuid', ({ state }) => state.shopId],
    ['platform_after_sale_id', 'text', ({ state }) => state.platformAfterSaleId],
    ['platform_order_id', 'text', ({ state }) => state.platformOrderId],
    ['reason_code', 'text', ({ state }) => state.reasonCode],
    ['version', 'bigint', ({ state }) => state.version],
    ['correlation_id', 'uuid', ({ state }) => state.correlationId],
    ['via', 'text', ({ state }) => state.via],
    ['next_at', 'timestamptz', () => new Date().toISOString()],
  ],
  read: (row) => ({
    shopId: row.shop_id,
    platformAfterSaleId: row.platform_after_sale_id,
    platformOrderId: row.platform_order_id ?? undefined,
    reasonCode: row.reason_code ?? undefined,
    version: Number(row.version),
    correlationId: row.correlation_id,
    via: row.via,
  }),
});

interface UnmappedRow {
  readonly what: string;
  readonly value: string;
  readonly count: string;
  readonly first_seen_at: Date;
  readonly last_seen_at: Date;
}

/** Ids are `<tenant>/<what>/<value>`: two tenants may meet the same value in one batch. */
export const unmappedStore: AggregateStore<UnmappedValue, never> = new KeyedStore<UnmappedValue, UnmappedRow>(
  {
    aggregate: 'unmapped-value',
    table: 'unmapped_value',
    match: `given.what = split_part(ref.id, '/', 2) AND given.tenant_id || '/' || given.what || '/' || given.value = ref.id`,
    conflict: ['tenant_id', 'what', 'value'],
    columns: [
      ['tenant_id', 'text', ({ tenantId }) => tenantId],
      ['what', 'text', ({ state }) => state.what],
      ['value', 'text', ({ state }) => state.value],
      ['count', 'bigint', ({ state }) => state.count],
      ['first_seen_at', 'timestamptz', ({ state }) => at(state.firstSeenAt)],
      ['last_seen_at', 'timestamptz', ({ state }) => at(state.lastSeenAt)],
    ],
    read: (row) => ({
      what: row.what,
      value: row.value,
      count: Number(row.count),
      firstSeenAt: row.first_seen_at.getTime(),
      lastSeenAt: row.last_seen_at.getTime(),
    }),
  },
);

/** Counts values no table knows. */
export const counting = (
  tenantId: string,
  unmapped: readonly { readonly what: string; readonly value: string }[],
  cause: Cause,
  now: Instant,
): AnyChange[] =>
  unmapped.map((value) => {
    const id = `${tenantId}/${value.what}/${value.value}`;
    return change({
      store: unmappedStore,
      find: { id },
      createAs: id,
      cause,
      decide: (state) => countUnmapped(state, value, now),
    });
  });
