import { tenantTable } from '@cartrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const parcels = [
  `CREATE TABLE waybill (
     tenant_id      text NOT NULL,
     waybill_id     uuid NOT NULL,
     number         text NOT NULL,
     number_key     text NOT NULL,
     carrier        text NOT NULL,
     generation     int NOT NULL,
     sequence       bigint NOT NULL,
     status         text NOT NULL,
     reason         text,
     order_ids      text[] NOT NULL,
     shop_id        text,
     from_region    text,
     to_region      text,
     phone_tail     text,
     lane           text NOT NULL,
     shipped_at     timestamptz NOT NULL,
     registered_at  timestamptz NOT NULL,
     last_scan_at   timestamptz,
     watch          text,
     watch_since    timestamptz,
     next_poll_at   timestamptz,
     replaced_by    text,
     PRIMARY KEY (tenant_id, waybill_id),
     UNIQUE (tenant_id, number_key, carrier, generation)
   ) WITH (fillfactor = 80)`,
  `CREATE INDEX waybill_watched ON waybill (tenant_id, watch, watch_since) WHERE watch IS NOT NULL`,
  `CREATE INDEX waybill_to_poll ON waybill (tenant_id, next_poll_at) WHERE next_poll_at IS NOT NULL`,
  ...tenantTable('waybill'),
  `CREATE TABLE waybill_order (
     tenant_id  text NOT NULL,
     order_id   text NOT NULL,
     waybill_id uuid NOT NULL,
     PRIMARY KEY (tenant_id, order_id, waybill_id))`,
  ...tenantTable('waybill_order'),
  `CREATE TABLE waybill_alias (
     tenant_id  text NOT NULL,
     number_key text NOT NULL,
     carrier    text NOT NULL,
     waybill_id uuid NOT NULL,
     PRIMARY KEY (tenant_id, number_key, carrier, waybill_id))`,
  ...tenantTable('waybill_alias'),
  `CREATE TABLE scan (
     tenant_id     text NOT NULL,
     waybill_id    uuid NOT NULL,
     occurred_at   timestamptz NOT NULL,
     provider      text NOT NULL,
     code          text NOT NULL,
     text_hash     text COLLATE "C" NOT NULL,
     provider_order int NOT NULL,
     occurred_text text NOT NULL,
     recorded_at   timestamptz NOT NULL,
     text          text NOT NULL,
     place         text,
     status        text NOT NULL,
     reason        text,
     suspicious    boolean NOT NULL,
     withdrawn     boolean NOT NULL,
     PRIMARY KEY (tenant_id, waybill_id, occurred_at, provider, code, text_hash))`,
  ...tenantTable('scan'),
];

const watching = [
  `CREATE TABLE alert (
     tenant_id       text NOT NULL,
     alert_id        uuid NOT NULL,
     sequence        bigint NOT NULL,
     detector        text NOT NULL,
     severity        text NOT NULL,
     waybill_id      uuid NOT NULL,
     number          text NOT NULL,
     carrier         text NOT NULL,
     order_ids       text[] NOT NULL,
     shop_id         text,
     since           timestamptz NOT NULL,
     threshold_hours int NOT NULL,
     raised_at       timestamptz NOT NULL,
     cleared_at      timestamptz,
     why             text,
     acknowledged_at timestamptz,
     acknowledged_by text,
     note            text,
     PRIMARY KEY (tenant_id, alert_id),
     UNIQUE (tenant_id, waybill_id, detector, since))`,
  `CREATE UNIQUE INDEX alert_open ON alert (tenant_id, waybill_id, detector) WHERE cleared_at IS NULL`,
  ...tenantTable('alert'),
  `CREATE TABLE alert_threshold (
     tenant_id text NOT NULL,
     detector  text NOT NULL,
     lane      text NOT NULL,
     hours     int NOT NULL,
     severity  text NOT NULL,
     PRIMARY KEY (tenant_id, detector, lane))`,
  ...tenantTable('alert_threshold'),
  `CREATE TABLE carrier_account (
     tenant_id   text NOT NULL,
     account_id  uuid NOT NULL,
     provider    text NOT NULL,
     label       text NOT NULL,
     base_url    text,
     credentials text NOT NULL,
     created_at  timestamptz NOT NULL,
     PRIMARY KEY (tenant_id, account_id))`,
  ...tenantTable('carrier_account'),
];

export class Parcels1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...parcels, ...watching]) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
