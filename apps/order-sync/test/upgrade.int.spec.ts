import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { runMigrations, withTenants } from '@cartrail/messaging';
import { migrations } from '@cartrail/order-sync';
import { createTestDatabase, type TestDatabase } from '@cartrail/testing';
import { DataSource } from 'typeorm';

describe('a database of the release before cases', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase({ service: 'order-sync', migrations: migrations.slice(0, 1) });
    dataSource = await new DataSource({ type: 'postgres', url: database.url }).initialize();
  }, 60_000);

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('polls its shops for cases from their connection on, every tenant’s', async () => {
    const connectedAt = '2026-11-01T00:00:00.000Z';
    for (const tenant of ['tenant01', 'tenant02']) {
      const shopId = newId();
      await withTenants(dataSource, [tenant], async (tx) => {
        await tx.query(
          `INSERT INTO shop (tenant_id, id, platform, vendor_shop_id, name, state, connected_at, tokens, tokens_issued_at, tokens_expire_at)
           VALUES ($1, $2, 'douyin', $1, 'x', 'active', $3, '', $3, $3)`,
          [tenant, shopId, connectedAt],
        );
        await tx.query(`INSERT INTO app_connection VALUES ('douyin', $1, $1, $2)`, [tenant, shopId]);
      });
    }
    await runMigrations({ url: database.ownerUrl, migrations });
    const rows = await withTenants(dataSource, ['tenant01', 'tenant02'], (tx) =>
      tx.query<{ tenant_id: string; until: Date }[]>(
        `SELECT tenant_id, until FROM poll_watermark WHERE stream = 'after-sales.update' ORDER BY tenant_id`,
      ),
    );
    expect(rows.map(({ tenant_id, until }) => [tenant_id, until.toISOString()])).toEqual([
      ['tenant01', connectedAt],
      ['tenant02', connectedAt],
    ]);
  });
});
