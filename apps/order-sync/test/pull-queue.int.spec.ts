import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { withTenants } from '@cartrail/messaging';
import { migrations } from '@cartrail/order-sync';
import { createTestDatabase, TENANT, type TestDatabase } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { orderPulls, PostgresPullQueue } from '../src/outbound/postgres/pull-queue.js';

const HOUR_MS = 3_600_000;

describe('what waits to be asked for', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase({ service: 'order-sync', migrations });
    dataSource = await new DataSource({ type: 'postgres', url: database.url }).initialize();
  }, 60_000);

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('is due at once when a hint came while an older question failed, and later when none did', async () => {
    const queue = new PostgresPullQueue(dataSource, { tenants: () => Promise.resolve([TENANT]) }, orderPulls);
    const [shopId, correlationId] = [newId(), newId()];
    const named = { tenantId: TENANT, shopId, vendorShopId: '1', platform: 'douyin' } as const;
    const pull = { ...named, platformOrderId: '4714', correlationId };
    const failed = (version: number) =>
      queue.failed([
        { pull: { ...pull, version, attempts: 0, via: 'push' }, reason: 'no answer', retryAfterMs: HOUR_MS },
      ]);
    const isDue = async () => {
      const sql = 'SELECT next_at <= now() AS due, attempts FROM order_pull WHERE shop_id = $1';
      return (
        await withTenants(dataSource, [TENANT], (tx) => tx.query<{ due: boolean }[]>(sql, [shopId]))
      )[0];
    };
    const hint = () =>
      withTenants(dataSource, [TENANT], (tx) =>
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
});
