import { tenantTable } from '@cartrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `CREATE TABLE case_view (
     tenant_id         text NOT NULL,
     case_id           uuid NOT NULL,
     doc               text NOT NULL,
     version           int NOT NULL,
     platform_order_id text,
     shop_id           text,
     merchant_id       text,
     anchor_id         text,
     status            text,
     numbers           text[] NOT NULL,
     open_alerts       int NOT NULL,
     created_at        timestamptz NOT NULL,
     updated_at        timestamptz NOT NULL,
     PRIMARY KEY (tenant_id, case_id)) WITH (fillfactor = 70)`,
  `CREATE INDEX case_view_by_age ON case_view (tenant_id, created_at DESC, case_id DESC)`,
  `CREATE INDEX case_view_by_platform_order ON case_view (tenant_id, platform_order_id)`,
  `CREATE INDEX case_view_by_number ON case_view USING gin (numbers)`,
  `CREATE INDEX case_view_with_alerts ON case_view (tenant_id, created_at DESC) WHERE open_alerts > 0`,
  ...tenantTable('case_view'),
  `CREATE TABLE case_event (
     tenant_id text NOT NULL,
     case_id   uuid NOT NULL,
     version   int NOT NULL,
     type      text NOT NULL,
     at        timestamptz NOT NULL,
     PRIMARY KEY (tenant_id, case_id, version))`,
  ...tenantTable('case_event'),
  `CREATE TABLE alert_view (
     tenant_id       text NOT NULL,
     alert_id        uuid NOT NULL,
     doc             text NOT NULL,
     detector        text NOT NULL,
     order_ids       uuid[] NOT NULL,
     raised_at       timestamptz,
     cleared_at      timestamptz,
     acknowledged_at timestamptz,
     PRIMARY KEY (tenant_id, alert_id))`,
  ...tenantTable('alert_view'),
  `CREATE TABLE directory_entry (
     tenant_id text NOT NULL,
     kind      text NOT NULL,
     id        text NOT NULL,
     doc       text NOT NULL,
     sequence  bigint NOT NULL,
     PRIMARY KEY (tenant_id, kind, id))`,
  ...tenantTable('directory_entry'),
  `CREATE TABLE audit (
     tenant_id text NOT NULL,
     id        uuid NOT NULL,
     at        timestamptz NOT NULL,
     actor     text NOT NULL,
     action    text NOT NULL,
     object    text NOT NULL,
     request   text NOT NULL,
     PRIMARY KEY (tenant_id, id))`,
  ...tenantTable('audit'),
  `DO $$ DECLARE grantee text; BEGIN
     FOR grantee IN SELECT DISTINCT r.rolname FROM pg_roles r
       WHERE has_table_privilege(r.oid, 'audit', 'UPDATE') AND NOT r.rolsuper AND r.oid <> (SELECT relowner FROM pg_class WHERE oid = 'audit'::regclass)
         AND r.rolname NOT LIKE 'pg\\_%'
     LOOP EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON audit FROM %I', grantee); END LOOP; END $$`,
];

export class Gateway1700000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
