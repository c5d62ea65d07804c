import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { withTenants } from '@cartrail/messaging';
import { migrations } from '@cartrail/order-sync';
import { createTestDatabase, TENANT, type TestDatabase } from '@cartrail/testing';
import { DataSource, type EntityManager } from 'typeorm';
import { finishPulls, orderPulls, PostgresPullQueue } from '../src/outbound/postgres/pull-queue.js';

const HOUR_MS = 3_600_000;
const LEASE_MS = 30_000;

describe('what waits to be asked for', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  const inTenant = <T>(work: (tx: EntityManager) => Promise<T>): Promise<T> =>
    withTenants(dataSource, [TENANT], work);
  const queue = () =>
    new PostgresPullQueue(dataSource, { tenants: () => Promise.resolve([TENANT]) }, orderPulls);
  const openShop = async (): Promise<string> => {
    const shopId = newId();
    await inTenant((tx) =>
      tx.query(
        `INSERT INTO shop (tenant_id, id, platform, vendor_shop_id, name, state, connected_at, tokens, tokens_issued_at, tokens_expire_at)
         VALUES ($1, $2::uuid, 'douyin', $2::text, 'x', 'active', now(), '', now(), now())`,
        [TENANT, shopId],
      ),
    );
    return shopId;
  };
  const hintAll = (shopId: string, orders: number) =>
    inTenant((tx) =>
      tx.query(
        `INSERT INTO order_pull (tenant_id, shop_id, platform_order_id, version, correlation_id, next_at, via)
         SELECT $1, $2, nr::text, 1, gen_random_uuid(), now(), 'push' FROM generate_series(1, $3) AS nr`,
        [TENANT, shopId, orders],
      ),
    );
  /** As a server knows the table that looked at it while nothing waited. */
  const lookWhileEmpty = async (): Promise<void> => {
    const owner = await new DataSource({ type: 'postgres', url: database.ownerUrl }).initialize();
    await owner.query('TRUNCATE order_pull');
    await owner.query('VACUUM (ANALYZE) order_pull');
    await owner.destroy();
  };

  const rowsRead = async (tx: EntityManager): Promise<number> => {
    const [table] = await tx.query<{ rows: number }[]>(
      `SELECT (seq_tup_read + idx_tup_fetch)::int AS rows FROM pg_stat_xact_user_tables WHERE relname = 'order_pull'`,
    );
    return table?.rows ?? 0;
  };

  beforeAll(async () => {
    database = await createTestDatabase({ service: 'order-sync', migrations });
    dataSource = await new DataSource({
      type: 'postgres',
      url: database.url,
    }).initialize();
  }, 60_000);

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('is due at once when a hint came while an older question failed, and later when none did', async () => {
    const [shopId, correlationId] = [newId(), newId()];
    const named = { tenantId: TENANT, shopId, vendorShopId: '1', platform: 'douyin' } as const;
    const pull = { ...named, platformOrderId: '4714', correlationId };
    const failed = (version: number) =>
      queue().failed([
        { pull: { ...pull, version, attempts: 0, via: 'push' }, reason: 'no answer', retryAfterMs: HOUR_MS },
      ]);
    const isDue = async () => {
      const sql = 'SELECT next_at <= now() AS due, attempts FROM order_pull WHERE shop_id = $1';
      return (await inTenant((tx) => tx.query<{ due: boolean }[]>(sql, [shopId])))[0];
    };
    const hint = () =>
      inTenant((tx) =>
        tx.query('UPDATE order_pull SET version = version + 1, next_at = now() WHERE shop_id = $1', [shopId]),
      );
    await failed(0);
    expect(await isDue()).toEqual({ due: false, attempts: 1 });
    await hint();
    await failed(0);
    expect(await isDue()).toEqual({ due: true, attempts: 2 });
    await failed(1);
    expect(await isDue()).toEqual({ due: false, attempts: 3 });
  });

  it('is claimed no more at a time than there is room for, and each question once', async () => {
    await lookWhileEmpty();
    for (const shopId of [await openShop(), await openShop()]) await hintAll(shopId, 100);
    const claimed: string[] = [];
    for (const room of [150, 30, 30]) {
      const pulls = await queue().claim(room, LEASE_MS, []);
      claimed.push(...pulls.map(({ shopId, platformOrderId }) => `${shopId}/${platformOrderId}`));
    }
    expect(claimed).toHaveLength(200);
    expect(new Set(claimed).size).toBe(200);
    expect(await queue().claim(30, LEASE_MS, [])).toEqual([]);
  });

  it('waits no more once it was answered, and is due again where a hint came meanwhile', async () => {
    await lookWhileEmpty();
    await hintAll(await openShop(), 3);
    const pulls = await queue().claim(30, LEASE_MS, []);
    await inTenant((tx) =>
      tx.query(`UPDATE order_pull SET version = version + 1 WHERE platform_order_id = '2'`),
    );
    expect(await queue().claim(30, LEASE_MS, [])).toEqual([]);
    await inTenant((tx) => finishPulls(tx, orderPulls, pulls));
    expect(await queue().waiting()).toBe(1);
    expect(await queue().claim(30, LEASE_MS, [])).toMatchObject([{ platformOrderId: '2', version: 2 }]);
  });

  it('is not read whole to answer a few of it, also when nobody counted it since it was empty', async () => {
    await lookWhileEmpty();
    await hintAll(await openShop(), 20_000);
    const pulls = await queue().claim(30, LEASE_MS, []);
    const read = await inTenant(async (tx) => {
      const before = await rowsRead(tx);
      await finishPulls(tx, orderPulls, pulls);
      return (await rowsRead(tx)) - before;
    });
    expect(read).toBeLessThanOrEqual(4 * pulls.length);
  });
});
