import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { runMigrations } from '@cartrail/messaging';
import { createTestDatabase, type TestDatabase } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { Parcels1700000001000 } from '../src/outbound/postgres/migrations/1700000001000-parcels.js';
import { trackingMigrations } from '../src/outbound/postgres/migrations/index.js';

describe('bringing a database to the newest schema', () => {
  let database: TestDatabase;
  let app: DataSource;
  const waybillId = newId();

  beforeAll(async () => {
    database = await createTestDatabase({ service: 'tracking', migrations: [Parcels1700000001000] });
    app = await new DataSource({ type: 'postgres', url: database.url }).initialize();
  });
  afterAll(async () => {
    await app.destroy();
    await database.drop();
  });

  const asTenant = <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> =>
    app.transaction(async (tx) => {
      await tx.query(`SELECT set_config('cartrail.tenants', 'demo01', true)`);
      return tx.query<Row[]>(sql, parameters);
    });

  it('keeps open alerts and waiting effects of every tenant as they are to be read now', async () => {
    await asTenant(
      `INSERT INTO alert (tenant_id, alert_id, sequence, detector, severity, waybill_id, number, carrier, order_ids, since,
                          threshold_hours, raised_at)
       VALUES ('demo01', $1, 1, 'NOT_PICKED', 'high', $2, 'YT1', 'YTO', '{o1}', '2026-11-20Z', 48, '2026-11-22Z')`,
      [newId(), waybillId],
    );
    await asTenant(
      `INSERT INTO effect (id, tenant_id, kind, idempotency_key, next_at, request)
       VALUES ($1, 'demo01', 'kdniao.subscribe', $2, '2026-11-22Z', '{}')`,
      [newId(), waybillId],
    );
    await runMigrations({ url: database.ownerUrl, migrations: trackingMigrations });
    expect(await asTenant(`SELECT subject_id FROM alert`)).toEqual([{ subject_id: waybillId }]);
    expect(await asTenant(`SELECT kind FROM effect`)).toEqual([{ kind: 'parcel.subscribe' }]);
    const held = await app.query<{ forced: boolean }[]>(
      `SELECT relforcerowsecurity AS forced FROM pg_class WHERE relname = 'alert'`,
    );
    expect(held).toEqual([{ forced: true }]);
    expect(await app.query<unknown[]>(`SELECT 1 FROM alert`)).toEqual([]);
  });
});
