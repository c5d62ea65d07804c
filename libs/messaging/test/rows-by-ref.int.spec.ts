import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lockRowsByRef, rowsByRef, tenantTable, withTenants } from '@cartrail/messaging';
import { createTestDatabase, TENANT, type TestDatabase } from '@cartrail/testing';
import { DataSource, type EntityManager } from 'typeorm';

const HELD = 20_000;
const WANTED = 30;

describe('rows found by their refs', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    database = await createTestDatabase({ service: 'rows-by-ref', migrations: [] });
    dataSource = await new DataSource({ type: 'postgres', url: database.ownerUrl }).initialize();
    await dataSource.query('CREATE TABLE parcel (tenant_id text, id uuid, PRIMARY KEY (tenant_id, id))');
    for (const statement of tenantTable('parcel')) await dataSource.query(statement);
    await dataSource.query('VACUUM (ANALYZE) parcel');
    await withTenants(dataSource, [TENANT], (tx) =>
      tx.query('INSERT INTO parcel SELECT $1, gen_random_uuid() FROM generate_series(1, $2::int)', [
        TENANT,
        HELD,
      ]),
    );
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const rowsRead = async (tx: EntityManager): Promise<number> => {
    const [table] = await tx.query<{ rows: number }[]>(
      `SELECT (seq_tup_read + idx_tup_fetch)::int AS rows FROM pg_stat_xact_user_tables WHERE relname = 'parcel'`,
    );
    return table?.rows ?? 0;
  };
  const someIds = async (): Promise<string[]> => {
    const rows = await withTenants(dataSource, [TENANT], (tx) =>
      tx.query<{ id: string }[]>('SELECT id FROM parcel ORDER BY random() LIMIT $1', [WANTED]),
    );
    return rows.map(({ id }) => id);
  };

  it.each([
    ['looked at', rowsByRef],
    ['held', lockRowsByRef],
  ])(
    'are %s in the order given, no other row is read, also when nobody counted the table since it was empty',
    async (_, of) => {
      const ids = await someIds();
      const [tenants, absent] = [ids.map(() => TENANT), randomUUID()];
      await withTenants(dataSource, [TENANT], async (tx) => {
        const before = await rowsRead(tx);
        const rows = await tx.query<{ id: string }[]>(of({ table: 'parcel' }), [
          [...tenants, TENANT, 'other01'],
          [...ids, absent, ids[0]],
        ]);
        expect(rows.map(({ id }) => id)).toEqual(ids);
        expect((await rowsRead(tx)) - before).toBe(WANTED);
      });
    },
  );
});
