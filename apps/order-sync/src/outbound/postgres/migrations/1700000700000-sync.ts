import { tenantTable } from '@cartrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const arrivals = ['orders', 'after_sale'].map(
  (table) => `ALTER TABLE ${table} ADD COLUMN first_via text, ADD COLUMN first_seen_at timestamptz`,
);
const pulls = ['order_pull', 'after_sale_pull'].map(
  (table) => `ALTER TABLE ${table} ADD COLUMN via text NOT NULL DEFAULT 'poll'`,
);

const tables = [
  `CREATE TABLE sync_hour (
     tenant_id    text NOT NULL,
     shop_id      uuid NOT NULL,
     stream       text NOT NULL,
     hour         timestamptz NOT NULL,
     id           uuid NOT NULL,
     sequence     bigint NOT NULL,
     counted      int NOT NULL,
     by_push      int NOT NULL,
     by_pull      int NOT NULL,
     unknown      int NOT NULL,
     missing      int NOT NULL,
     late_p50_ms  bigint,
     late_p99_ms  bigint,
     late_max_ms  bigint,
     checked_at   timestamptz NOT NULL,
     gap_since    timestamptz,
     told         boolean NOT NULL,
     PRIMARY KEY (tenant_id, id))`,
  `CREATE UNIQUE INDEX sync_hour_once ON sync_hour (tenant_id, shop_id, stream, hour)`,
  `CREATE TABLE backfill (
     tenant_id   text NOT NULL,
     shop_id     uuid NOT NULL,
     state       text NOT NULL,
     from_at     timestamptz NOT NULL,
     to_at       timestamptz NOT NULL,
     streams     jsonb NOT NULL,
     started_at  timestamptz NOT NULL,
     worked_ms   bigint NOT NULL,
     finished_at timestamptz,
     waits_for   text,
     PRIMARY KEY (tenant_id, shop_id))`,
];

/** How things first came, what each hour of a shop holds, and how far back a shop has been read. */
export class Sync1700000700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const own = ['sync_hour', 'backfill'].flatMap(tenantTable);
    for (const statement of [...arrivals, ...pulls, ...tables, ...own]) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
