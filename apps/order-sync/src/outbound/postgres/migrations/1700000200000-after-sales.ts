import { tenantTable } from '@cartrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const orders = [
  `ALTER TABLE orders ADD COLUMN buyer_ref text`,
  `ALTER TABLE orders ADD COLUMN warehouse_code text`,
];

const cases = [
  `CREATE TABLE after_sale (
     tenant_id              text NOT NULL,
     id                     uuid NOT NULL,
     sequence               bigint NOT NULL,
     platform               text NOT NULL,
     shop_id                uuid NOT NULL,
     platform_after_sale_id text NOT NULL,
     order_id               uuid NOT NULL,
     platform_order_id      text NOT NULL,
     buyer_ref              text,
     kind                   text NOT NULL,
     status                 text NOT NULL,
     refunding              boolean NOT NULL,
     outcome                text,
     platform_type          text NOT NULL,
     platform_status        text NOT NULL,
     platform_refund        text,
     platform_arbitration   text,
     reason                 text NOT NULL,
     platform_reason_code   text,
     refund_amount_fen      bigint NOT NULL,
     refund_post_fen        bigint NOT NULL,
     refunded_fen           bigint,
     status_deadline        timestamptz,
     applied_at             timestamptz NOT NULL,
     lines                  jsonb NOT NULL,
     return_parcel          jsonb,
     agreed                 jsonb,
     agreeing               jsonb,
     source_updated_at      timestamptz NOT NULL,
     asked_at               timestamptz NOT NULL,
     PRIMARY KEY (tenant_id, id))`,
  `CREATE UNIQUE INDEX after_sale_once ON after_sale (tenant_id, shop_id, platform_after_sale_id)`,
  `CREATE INDEX after_sale_by_order ON after_sale (tenant_id, order_id)`,
  `CREATE TABLE after_sale_pull (
     tenant_id              text NOT NULL,
     shop_id                uuid NOT NULL,
     platform_after_sale_id text NOT NULL,
     platform_order_id      text,
     reason_code            text,
     version                bigint NOT NULL,
     correlation_id         uuid NOT NULL,
     attempts               int NOT NULL DEFAULT 0,
     next_at                timestamptz NOT NULL,
     leased_until           timestamptz,
     last_error             text,
     PRIMARY KEY (tenant_id, shop_id, platform_after_sale_id))`,
  `CREATE INDEX after_sale_pull_due ON after_sale_pull (next_at)`,
];

const refunds = [
  `CREATE TABLE refund (
     tenant_id     text NOT NULL,
     id            uuid NOT NULL,
     sequence      bigint NOT NULL,
     return_id     uuid NOT NULL,
     after_sale_id uuid NOT NULL,
     order_id      uuid NOT NULL,
     amount_fen    bigint NOT NULL,
     due_by        timestamptz NOT NULL,
     status        text NOT NULL,
     sent_at       timestamptz,
     failure       jsonb,
     paid          jsonb,
     PRIMARY KEY (tenant_id, id))`,
  `CREATE INDEX refund_by_case ON refund (tenant_id, after_sale_id)`,
];

/** Shops connected before this release are polled for cases from their connection on. */
const watermarks = [
  `SELECT set_config('cartrail.tenants', (SELECT coalesce(string_agg(DISTINCT tenant_id, ','), '') FROM app_connection), true)`,
  `INSERT INTO poll_watermark (tenant_id, shop_id, stream, until)
   SELECT tenant_id, id, 'after-sales.update', connected_at FROM shop ON CONFLICT DO NOTHING`,
];

const tenantTables = ['after_sale', 'after_sale_pull', 'refund'];

export class AfterSales1700000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      ...orders,
      ...cases,
      ...refunds,
      ...tenantTables.flatMap(tenantTable),
      ...watermarks,
    ]) {
      await runner.query(statement);
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
