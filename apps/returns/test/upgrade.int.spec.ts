import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { Reader, runMigrations, withTenants } from '@cartrail/messaging';
import { createTestDatabase, type TestDatabase } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { returnsMigrations } from '../src/outbound/postgres/migrations/index.js';
import { PostgresQueries } from '../src/outbound/postgres/queries.js';

/** What came before parcels could be stopped. */
const BEFORE = returnsMigrations.slice(0, 4);

describe('bringing a database to the newest schema', () => {
  let database: TestDatabase;
  let app: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase({ service: 'returns', migrations: BEFORE });
    app = await new DataSource({ type: 'postgres', url: database.url }).initialize();
  });
  afterAll(async () => {
    await app.destroy();
    await database.drop();
  });

  it('knows which orders of every tenant left in a number before, and stays closed to others', async () => {
    const tenants = ['demo01', 'other002'];
    const orderId = newId();
    const outbound = [{ number: 'YT1', lineIds: [] }];
    for (const tenant of tenants) {
      await withTenants(app, [tenant], (tx) =>
        tx.query(`INSERT INTO order_file (tenant_id, id, sequence, doc) VALUES ($1, $2, 0, $3)`, [
          tenant,
          orderId,
          JSON.stringify({ orderId, outbound, heard: [], claims: [] }),
        ]),
      );
    }
    await runMigrations({ url: database.ownerUrl, migrations: returnsMigrations });
    const queries = new PostgresQueries(new Reader(app));
    for (const tenant of tenants) {
      expect(await queries.ordersIn(tenant, 'YT1')).toEqual([orderId]);
      expect(await queries.ordersIn(tenant, 'YT2')).toEqual([]);
    }
    const forced = await app.query<{ relname: string }[]>(
      `SELECT relname FROM pg_class WHERE relforcerowsecurity AND relname IN
        ('order_file', 'outbound_number', 'interception')`,
    );
    expect(forced).toHaveLength(3);
    expect(await app.query<unknown[]>(`SELECT 1 FROM outbound_number`)).toEqual([]);
  });
});
