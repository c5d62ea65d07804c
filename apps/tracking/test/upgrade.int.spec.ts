import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formOf } from '@cartrail/carriers';
import { newId } from '@cartrail/kernel';
import { runMigrations } from '@cartrail/messaging';
import { createTestDatabase, type TestDatabase } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { Parcels1700000001000 } from '../src/outbound/postgres/migrations/1700000001000-parcels.js';
import { trackingMigrations } from '../src/outbound/postgres/migrations/index.js';

const NUMBERS = [
  'YT1234567890123',
  '773012345678901',
  'JDV001234567890',
  'SF1',
  '7',
  'EA123456789CN',
  'ABC',
  '单号9',
];

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

  it('keeps alerts, effects and parcels of every tenant as they are to be read now', async () => {
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
    await asTenant(
      `INSERT INTO waybill (tenant_id, waybill_id, number, number_key, carrier, generation, sequence, status, order_ids, lane,
                            shipped_at, registered_at)
       SELECT 'demo01', gen_random_uuid(), key, key, 'YTO', 1, 1, 'CREATED', '{o1}', 'CLUSTER', '2026-11-20Z', '2026-11-20Z'
         FROM unnest($1::text[]) AS given (key)`,
      [NUMBERS],
    );
    await runMigrations({ url: database.ownerUrl, migrations: trackingMigrations });
    expect(await asTenant(`SELECT subject_id FROM alert`)).toEqual([{ subject_id: waybillId }]);
    expect(await asTenant(`SELECT kind FROM effect`)).toEqual([{ kind: 'parcel.subscribe' }]);
    const held = await app.query<{ forced: boolean }[]>(
      `SELECT relforcerowsecurity AS forced FROM pg_class WHERE relname = 'alert'`,
    );
    expect(held).toEqual([{ forced: true }]);
    expect(await app.query<unknown[]>(`SELECT 1 FROM alert`)).toEqual([]);
    const forms = await asTenant<{ number_key: string; number_form: string }>(
      `SELECT number_key, number_form FROM waybill`,
    );
    expect(forms).toHaveLength(NUMBERS.length);
    for (const { number_key, number_form } of forms) expect(number_form).toBe(formOf(number_key));
    expect(await app.query<unknown[]>(`SELECT 1 FROM waybill`)).toEqual([]);
  });
});
