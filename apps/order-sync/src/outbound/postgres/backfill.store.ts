import { newId } from '@cartrail/kernel';
import { change, withTenants } from '@cartrail/messaging';
import type {
  BackfillDecision,
  Backfills,
  RunningBackfill,
  ShopDirectory,
  ShopRef,
} from '../../application/ports.js';
import type { Backfill } from '../../domain/backfill.js';
import type { ApplyChanges } from './apply-changes.js';
import { at, instantOf } from './bulk.js';
import { KeyedStore } from './keyed.store.js';
import { SHOP_COLUMNS, toShopRef, type ShopRefRow } from './shop-refs.js';

interface BackfillRow {
  readonly shop_id: string;
  readonly state: Backfill['state'];
  readonly from_at: Date;
  readonly to_at: Date;
  readonly streams: Backfill['streams'];
  readonly started_at: Date;
  readonly worked_ms: string;
  readonly finished_at: Date | null;
  readonly waits_for: string | null;
}

const toBackfill = (row: BackfillRow): Backfill => ({
  shopId: row.shop_id,
  state: row.state,
  from: row.from_at.getTime(),
  to: row.to_at.getTime(),
  streams: row.streams,
  startedAt: row.started_at.getTime(),
  workedMs: Number(row.worked_ms),
  finishedAt: instantOf(row.finished_at),
  waitsFor: row.waits_for ?? undefined,
});

/** By the shop: one at a time. */
export const backfillStore = new KeyedStore<Backfill, BackfillRow>({
  aggregate: 'backfill',
  table: 'backfill',
  match: 'given.shop_id = ref.id::uuid',
  conflict: ['tenant_id', 'shop_id'],
  columns: [
    ['tenant_id', 'text', ({ tenantId }) => tenantId],
    ['shop_id', 'uuid', ({ id }) => id],
    ['state', 'text', ({ state }) => state.state],
    ['from_at', 'timestamptz', ({ state }) => at(state.from)],
    ['to_at', 'timestamptz', ({ state }) => at(state.to)],
    ['streams', 'jsonb', ({ state }) => JSON.stringify(state.streams)],
    ['started_at', 'timestamptz', ({ state }) => at(state.startedAt)],
    ['worked_ms', 'bigint', ({ state }) => state.workedMs],
    ['finished_at', 'timestamptz', ({ state }) => at(state.finishedAt)],
    ['waits_for', 'text', ({ state }) => state.waitsFor],
  ],
  read: toBackfill,
});

export class PostgresBackfills implements Backfills {
  constructor(
    private readonly writes: ApplyChanges,
    private readonly directory: Pick<ShopDirectory, 'tenants'>,
  ) {}

  async running(): Promise<readonly RunningBackfill[]> {
    const rows = await withTenants(this.writes.dataSource, await this.directory.tenants(), (tx) =>
      tx.query<(BackfillRow & ShopRefRow)[]>(
        `SELECT held.*, ${SHOP_COLUMNS} FROM backfill held
           JOIN shop ON shop.tenant_id = held.tenant_id AND shop.id = held.shop_id
          WHERE held.state = 'running' AND shop.state = 'active' ORDER BY held.started_at, held.shop_id`,
      ),
    );
    return rows.map((row) => ({ shop: toShopRef(row), backfill: toBackfill(row) }));
  }

  async unstarted(): Promise<readonly ShopRef[]> {
    const rows = await withTenants(this.writes.dataSource, await this.directory.tenants(), (tx) =>
      tx.query<ShopRefRow[]>(
        `SELECT shop.tenant_id, shop.id AS shop_id, ${SHOP_COLUMNS} FROM shop
          WHERE shop.state = 'active'
            AND NOT EXISTS (SELECT 1 FROM backfill held
                             WHERE held.tenant_id = shop.tenant_id AND held.shop_id = shop.id)`,
      ),
    );
    return rows.map(toShopRef);
  }

  async find(tenantId: string, shopId: string): Promise<Backfill | undefined> {
    const rows = await withTenants(this.writes.dataSource, [tenantId], (tx) =>
      tx.query<BackfillRow[]>('SELECT * FROM backfill WHERE tenant_id = $1 AND shop_id = $2', [
        tenantId,
        shopId,
      ]),
    );
    return rows[0] && toBackfill(rows[0]);
  }

  async change({ tenantId, shopId }: ShopRef, decide: BackfillDecision): Promise<void> {
    const run = newId();
    const cause = { tenantId, correlationId: run, causationId: run };
    await this.writes.apply(tenantId, [
      change({ store: backfillStore, find: { id: shopId }, createAs: shopId, cause, decide }),
    ]);
  }
}
