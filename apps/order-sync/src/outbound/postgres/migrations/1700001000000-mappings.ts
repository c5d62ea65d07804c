import { tenantTable } from '@cartrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  // Texts, because jsonb would put an author's members in another order.
  `CREATE TABLE mapping (
     tenant_id      text NOT NULL,
     application_id uuid NOT NULL,
     draft          text,
     dry_run        text,
     published      text,
     PRIMARY KEY (tenant_id, application_id))`,
  `CREATE TABLE mapping_version (
     tenant_id      text NOT NULL,
     application_id uuid NOT NULL,
     version        int NOT NULL,
     document       text NOT NULL,
     about          text NOT NULL,
     PRIMARY KEY (tenant_id, application_id, version))`,
  `CREATE TABLE mapping_payload (
     tenant_id      text NOT NULL,
     id             uuid NOT NULL,
     application_id uuid NOT NULL,
     shop_id        uuid NOT NULL,
     subject        text NOT NULL,
     source         text NOT NULL,
     slot           text NOT NULL,
     key            text,
     digest         text NOT NULL,
     sealed         text,
     bytes          int NOT NULL,
     received_at    timestamptz NOT NULL,
     state          text NOT NULL,
     failures       jsonb NOT NULL,
     became         text,
     became_at      timestamptz,
     PRIMARY KEY (tenant_id, id))`,
  `CREATE UNIQUE INDEX mapping_payload_once ON mapping_payload (tenant_id, shop_id, subject, slot)`,
  `CREATE INDEX mapping_payload_newest ON mapping_payload (tenant_id, application_id, received_at DESC)`,
  `CREATE INDEX mapping_payload_due ON mapping_payload (tenant_id, received_at) WHERE state = 'due'`,
];

/** Mapping documents with their history, and the payloads they are tried on. */
export class Mappings1700001000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const tables = ['mapping', 'mapping_version', 'mapping_payload'].flatMap(tenantTable);
    for (const statement of [...statements, ...tables]) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
