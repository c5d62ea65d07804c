import { tenantTable } from '@cartrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const accounts = [
  `ALTER TABLE carrier_account ADD COLUMN rotated_at timestamptz, ADD COLUMN previous_credentials text,
                               ADD COLUMN previous_until timestamptz`,
  // One row per tenant: its preferences are read and written as a whole.
  `CREATE TABLE carrier_preference (
     tenant_id   text NOT NULL,
     preferences text NOT NULL,
     PRIMARY KEY (tenant_id))`,
  ...tenantTable('carrier_preference'),
];

export class Accounts1700000301000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of accounts) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
