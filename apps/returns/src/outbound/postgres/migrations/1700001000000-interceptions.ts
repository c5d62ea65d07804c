import { tenantTable } from '@cartrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Parcels that are to be stopped on their way, and which orders left in a number. */
const tables = [
  `CREATE TABLE interception (
     tenant_id text NOT NULL,
     id        uuid NOT NULL,
     sequence  bigint NOT NULL,
     doc       text NOT NULL,
     number    text NOT NULL,
     carrier   text NOT NULL,
     PRIMARY KEY (tenant_id, id))`,
  `CREATE UNIQUE INDEX interception_by_parcel ON interception (tenant_id, number, carrier)`,
  ...tenantTable('interception'),
  `CREATE TABLE outbound_number (
     tenant_id text NOT NULL,
     number    text NOT NULL,
     id        uuid NOT NULL,
     PRIMARY KEY (tenant_id, number, id))`,
  // The owner must see every tenant's orders for as long as it copies from them.
  `ALTER TABLE order_file NO FORCE ROW LEVEL SECURITY`,
  `INSERT INTO outbound_number (tenant_id, number, id)
   SELECT file.tenant_id, parcel ->> 'number', file.id
     FROM order_file file CROSS JOIN LATERAL jsonb_array_elements(file.doc::jsonb -> 'outbound') AS parcel
   ON CONFLICT DO NOTHING`,
  `ALTER TABLE order_file FORCE ROW LEVEL SECURITY`,
  ...tenantTable('outbound_number'),
];

export class Interceptions1700001000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
