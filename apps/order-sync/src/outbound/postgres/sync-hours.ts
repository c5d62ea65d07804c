import { DAY, newId, type Clock, type Instant } from '@cartrail/kernel';
import { change, withTenants } from '@cartrail/messaging';
import type {
  CountedHour,
  CountedShop,
  HourReader,
  ShopDirectory,
  ShopRef,
  SyncHours,
} from '../../application/ports.js';
import {
  CATCH_UP_MS,
  countHour,
  type HeldSight,
  type SyncHour,
  type SyncHourFact,
  type SyncStream,
} from '../../domain/sync-hour.js';
import type { ApplyChanges } from './apply-changes.js';
import { at, toFirst } from './bulk.js';
import { SHOP_COLUMNS, toShopRef, type ShopRefRow } from './shop-refs.js';
import {
  syncHourKey,
  toSyncHour,
  type SyncHourKey,
  type SyncHourRow,
  type SyncHourStore,
} from './sync-hour.store.js';

const HELD = {
  orders: { table: 'orders', id: 'platform_order_id', made: 'created_at' },
  'after-sales': { table: 'after_sale', id: 'platform_after_sale_id', made: 'applied_at' },
} as const satisfies Record<SyncStream, object>;

/** How long people may look back. */
const KEPT_MS = 90 * DAY;

interface HeldRow {
  readonly id: string;
  readonly made: Date;
  readonly first_via: NonNullable<HeldSight['first']>['via'] | null;
  readonly first_seen_at: Date | null;
}

/** Hours of shops as they were counted, and what is here of what they hold. */
export class PostgresSyncHours implements SyncHours, HourReader {
  constructor(
    private readonly writes: ApplyChanges,
    private readonly directory: Pick<ShopDirectory, 'tenants'>,
    private readonly store: SyncHourStore,
    private readonly clock: Clock,
    /** How long a gap stays before people hear of it (business time). */
    private readonly patienceMs: number,
  ) {}

  async shops(): Promise<readonly CountedShop[]> {
    const rows = await withTenants(this.writes.dataSource, await this.directory.tenants(), (tx) =>
      tx.query<(ShopRefRow & { connected_at: Date })[]>(
        `SELECT shop.tenant_id, shop.id AS shop_id, ${SHOP_COLUMNS}, shop.connected_at
           FROM shop WHERE shop.state = 'active' ORDER BY shop.id`,
      ),
    );
    return rows.map((row) => ({ shop: toShopRef(row), connectedAt: row.connected_at.getTime() }));
  }

  async known(stream: SyncStream): Promise<ReadonlyMap<string, ReadonlyMap<Instant, SyncHour>>> {
    const rows = await withTenants(this.writes.dataSource, await this.directory.tenants(), (tx) =>
      tx.query<SyncHourRow[]>('SELECT * FROM sync_hour WHERE stream = $1 AND hour >= $2', [
        stream,
        at(this.clock.now() - CATCH_UP_MS - DAY),
      ]),
    );
    const shops = new Map<string, Map<Instant, SyncHour>>();
    for (const hour of rows.map(toSyncHour)) {
      const ofShop = shops.get(hour.shopId) ?? new Map<Instant, SyncHour>();
      shops.set(hour.shopId, ofShop.set(hour.hour, hour));
    }
    return shops;
  }

  async between(tenantId: string, shopId: string, from: Instant, to: Instant): Promise<readonly SyncHour[]> {
    const rows = await withTenants(this.writes.dataSource, [tenantId], (tx) =>
      tx.query<SyncHourRow[]>(
        `SELECT * FROM sync_hour WHERE tenant_id = $1 AND shop_id = $2 AND hour >= $3 AND hour < $4
          ORDER BY hour, stream`,
        [tenantId, shopId, at(from), at(to)],
      ),
    );
    return rows.map(toSyncHour);
  }

  async held(
    { tenantId, shopId }: ShopRef,
    stream: SyncStream,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, HeldSight>> {
    if (ids.length === 0) return new Map();
    const { table, id, made } = HELD[stream];
    const rows = await withTenants(this.writes.dataSource, [tenantId], (tx) =>
      tx.query<HeldRow[]>(
        `SELECT ${id} AS id, ${made} AS made, first_via, first_seen_at FROM ${table}
          WHERE tenant_id = $1 AND shop_id = $2 AND ${id} = ANY ($3::text[])`,
        [tenantId, shopId, ids],
      ),
    );
    return new Map(
      rows.map((row) => {
        const first = toFirst(row);
        return [row.id, { createdAt: row.made.getTime(), ...(first && { first }) }];
      }),
    );
  }

  async count(
    { tenantId, shopId }: ShopRef,
    stream: SyncStream,
    counts: readonly CountedHour[],
  ): Promise<void> {
    const run = newId();
    const cause = { tenantId, correlationId: run, causationId: run };
    const now = this.clock.now();
    const changes = counts.map(({ hour, count }) =>
      change<SyncHour, SyncHourFact, SyncHourKey>({
        store: this.store,
        find: syncHourKey({ shopId, stream, hour }),
        createAs: newId(),
        cause,
        decide: (held) => countHour(held, { shopId, stream, hour, count }, now, this.patienceMs),
      }),
    );
    await this.writes.apply(tenantId, changes);
    await withTenants(this.writes.dataSource, [tenantId], (tx) =>
      tx.query('DELETE FROM sync_hour WHERE tenant_id = $1 AND shop_id = $2 AND stream = $3 AND hour < $4', [
        tenantId,
        shopId,
        stream,
        at(now - KEPT_MS),
      ]),
    );
  }
}
