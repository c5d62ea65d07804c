import { tenantTable } from '@cartrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const shops = [
  `CREATE TABLE shop (
     tenant_id            text NOT NULL,
     id                   uuid NOT NULL,
     platform             text NOT NULL,
     vendor_shop_id       text NOT NULL,
     name                 text NOT NULL,
     merchant_id          text,
     warehouse_code       text,
     state                text NOT NULL,
     connected_at         timestamptz NOT NULL,
     tokens               text NOT NULL,
     tokens_issued_at     timestamptz NOT NULL,
     tokens_expire_at     timestamptz NOT NULL,
     refresh_leased_until timestamptz,
     PRIMARY KEY (tenant_id, id),
     UNIQUE (tenant_id, platform, vendor_shop_id))`,
  // Application-level and therefore without row-level security: it says which tenant a pushed shop belongs to.
  `CREATE TABLE app_connection (
     platform       text NOT NULL,
     vendor_shop_id text NOT NULL,
     tenant_id      text NOT NULL,
     shop_id        uuid NOT NULL,
     PRIMARY KEY (platform, vendor_shop_id))`,
  `CREATE TABLE poll_watermark (
     tenant_id text NOT NULL,
     shop_id   uuid NOT NULL,
     stream    text NOT NULL,
     until     timestamptz NOT NULL,
     PRIMARY KEY (tenant_id, shop_id, stream))`,
  `CREATE TABLE sku (
     tenant_id    text NOT NULL,
     code         text NOT NULL,
     name         text,
     category     text,
     weight_grams int,
     PRIMARY KEY (tenant_id, code))`,
  `CREATE TABLE warehouse (
     tenant_id            text NOT NULL,
     code                 text NOT NULL,
     name                 text,
     region_code          text NOT NULL,
     platform_address_ids jsonb NOT NULL,
     PRIMARY KEY (tenant_id, code))`,
];

const orders = [
  `CREATE TABLE orders (
     tenant_id            text NOT NULL,
     id                   uuid NOT NULL,
     sequence             bigint NOT NULL,
     platform             text NOT NULL,
     shop_id              uuid NOT NULL,
     platform_order_id    text NOT NULL,
     status               text NOT NULL,
     partial              boolean NOT NULL,
     close_reason         text,
     merchant_id          text,
     attribution          text NOT NULL,
     anchor_id            text,
     anchor_name          text,
     live_room_id         text,
     created_at           timestamptz NOT NULL,
     paid_at              timestamptz,
     promised_ship_at     timestamptz,
     closed_at            timestamptz,
     order_amount_fen     bigint NOT NULL,
     pay_amount_fen       bigint NOT NULL,
     post_amount_fen      bigint NOT NULL,
     from_region          text,
     name_mask            text NOT NULL,
     phone_mask           text NOT NULL,
     address_mask         text NOT NULL,
     region_code          text,
     receiver_fingerprint text NOT NULL,
     receiver_sealed      text,
     phone_tail           text,
     source_updated_at    timestamptz NOT NULL,
     asked_at             timestamptz NOT NULL,
     PRIMARY KEY (tenant_id, id))`,
  `CREATE UNIQUE INDEX orders_once ON orders (tenant_id, shop_id, platform_order_id)`,
  `CREATE TABLE order_line (
     tenant_id         text NOT NULL,
     order_id          uuid NOT NULL,
     line_id           uuid NOT NULL,
     platform_line_id  text NOT NULL,
     position          int NOT NULL,
     product_id        text NOT NULL,
     sku_id            text NOT NULL,
     merchant_sku_code text,
     title             text,
     quantity          int NOT NULL,
     amount_fen        bigint NOT NULL,
     pay_amount_fen    bigint NOT NULL,
     category          text,
     weight_grams      int,
     gift              boolean NOT NULL,
     PRIMARY KEY (tenant_id, order_id, line_id))`,
  `CREATE TABLE order_parcel (
     tenant_id             text NOT NULL,
     order_id              uuid NOT NULL,
     parcel_id             uuid NOT NULL,
     position              int NOT NULL,
     platform_parcel_id    text,
     number                text NOT NULL,
     carrier               text NOT NULL,
     platform_carrier_code text NOT NULL,
     lines                 jsonb NOT NULL,
     shipped_at            timestamptz NOT NULL,
     replaced_by           uuid,
     PRIMARY KEY (tenant_id, order_id, parcel_id))`,
  `CREATE INDEX order_parcel_by_number ON order_parcel (tenant_id, number)`,
];

const work = [
  `CREATE TABLE order_pull (
     tenant_id         text NOT NULL,
     shop_id           uuid NOT NULL,
     platform_order_id text NOT NULL,
     version           bigint NOT NULL,
     correlation_id    uuid NOT NULL,
     attempts          int NOT NULL DEFAULT 0,
     next_at           timestamptz NOT NULL,
     leased_until      timestamptz,
     last_error        text,
     PRIMARY KEY (tenant_id, shop_id, platform_order_id))`,
  `CREATE INDEX order_pull_due ON order_pull (next_at)`,
  `CREATE TABLE unmapped_value (
     tenant_id     text NOT NULL,
     what          text NOT NULL,
     value         text NOT NULL,
     count         bigint NOT NULL,
     first_seen_at timestamptz NOT NULL,
     last_seen_at  timestamptz NOT NULL,
     PRIMARY KEY (tenant_id, what, value))`,
  `CREATE TABLE disclosure_audit (
     id              uuid NOT NULL,
     tenant_id       text NOT NULL,
     order_id        uuid NOT NULL,
     actor           text NOT NULL,
     reason          text NOT NULL,
     step            text NOT NULL,
     idempotency_key text,
     at              timestamptz NOT NULL,
     PRIMARY KEY (tenant_id, id))`,
  `CREATE UNIQUE INDEX disclosure_once ON disclosure_audit (tenant_id, idempotency_key, step) WHERE idempotency_key IS NOT NULL`,
  `CREATE INDEX disclosure_by_order ON disclosure_audit (tenant_id, order_id, at)`,
  `CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN RAISE EXCEPTION 'rows of % are kept as they were written', TG_TABLE_NAME; END $$`,
  `CREATE TRIGGER disclosure_audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON disclosure_audit
     FOR EACH STATEMENT EXECUTE FUNCTION append_only()`,
];

const tenantTables = [
  'shop',
  'poll_watermark',
  'sku',
  'warehouse',
  'orders',
  'order_line',
  'order_parcel',
  'order_pull',
  'unmapped_value',
  'disclosure_audit',
];

export class OrderSync1700000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...shops, ...orders, ...work, ...tenantTables.flatMap(tenantTable)]) {
      await runner.query(statement);
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
