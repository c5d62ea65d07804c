import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { Reader, runMigrations, TenantDirectory, withTenants } from '@cartrail/messaging';
import { createTestDatabase, type TestDatabase } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { CaseReader } from '../src/outbound/postgres/case-reader.js';
import { migrations } from '../src/outbound/postgres/migrations/index.js';

describe('bringing a database to the newest schema', () => {
  let database: TestDatabase;
  let app: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase({ service: 'gateway', migrations: migrations.slice(0, 2) });
    app = await new DataSource({ type: 'postgres', url: database.url }).initialize();
  });
  afterAll(async () => {
    await app.destroy();
    await database.drop();
  });

  it('finds every tenant and its older cases by their numbers and returns, and stays closed to others', async () => {
    const tenants = ['demo01', 'other002'];
    const [caseId, returnId] = [newId(), newId()];
    for (const tenant of tenants) {
      await withTenants(app, [tenant], (tx) =>
        tx.query(
          `INSERT INTO case_view (tenant_id, case_id, doc, version, numbers, return_ids, open_alerts, created_at, updated_at)
           VALUES ($1, $2, $3, 1, '{YT1,YT1,SF2}', $4, 0, '2026-11-20Z', '2026-11-20Z')`,
          [tenant, caseId, `{"of":"${tenant}"}`, [returnId]],
        ),
      );
    }
    for (const tenant of tenants) {
      await withTenants(app, [tenant], (tx) =>
        tx.query(
          `INSERT INTO directory_entry (tenant_id, kind, id, doc, sequence) VALUES ($1, 'tenant', $1, '{}', 1)`,
          [tenant],
        ),
      );
    }
    await runMigrations({ url: database.ownerUrl, migrations });
    const reader = new CaseReader(new Reader(app));
    for (const tenant of tenants) {
      expect((await reader.findByReturn(tenant, returnId))?.doc).toBe(`{"of":"${tenant}"}`);
      const found = await reader.list(tenant, {}, { number: 'SF2', limit: 1 });
      expect(found.map(({ case_id }) => case_id)).toEqual([caseId]);
    }
    expect(await new TenantDirectory(app).all()).toEqual(tenants);
    const forced = await app.query<{ relname: string }[]>(
      `SELECT relname FROM pg_class WHERE relforcerowsecurity AND relname IN
        ('case_view', 'case_number', 'case_return', 'directory_entry')`,
    );
    expect(forced).toHaveLength(4);
    expect(await app.query<unknown[]>(`SELECT 1 FROM case_return`)).toEqual([]);
  });
});
