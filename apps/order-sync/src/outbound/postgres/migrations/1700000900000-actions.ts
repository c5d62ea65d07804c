import { tenantTable } from '@cartrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `CREATE TABLE case_action (
     tenant_id text NOT NULL,
     id        uuid NOT NULL,
     sequence  bigint NOT NULL,
     actions   jsonb NOT NULL,
     PRIMARY KEY (tenant_id, id))`,
  `CREATE TABLE shipment (
     tenant_id         text NOT NULL,
     id                uuid NOT NULL,
     sequence          bigint NOT NULL,
     order_id          uuid NOT NULL,
     shop_id           uuid NOT NULL,
     platform          text NOT NULL,
     platform_order_id text NOT NULL,
     number            text NOT NULL,
     carrier           text NOT NULL,
     lines             jsonb NOT NULL,
     whole             boolean NOT NULL,
     asked_by          text NOT NULL,
     asked_at          timestamptz NOT NULL,
     status            text NOT NULL,
     asks              int NOT NULL,
     failures          int NOT NULL,
     failure           jsonb,
     ended_at          timestamptz,
     PRIMARY KEY (tenant_id, id),
     UNIQUE (tenant_id, order_id, number))`,
];

/** What was to be said of a case, by the case; and the numbers platforms were asked to take. */
export class Actions1700000900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const own = ['case_action', 'shipment'].flatMap(tenantTable);
    for (const statement of [...tables, ...own]) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
