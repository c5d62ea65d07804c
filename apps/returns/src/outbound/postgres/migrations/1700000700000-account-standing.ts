import { tenantTable } from '@cartrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a provider takes an account's credentials. */
const standing = [
  `CREATE TABLE account_standing (
     tenant_id text NOT NULL,
     id        uuid NOT NULL,
     sequence  bigint NOT NULL,
     doc       text NOT NULL,
     PRIMARY KEY (tenant_id, id))`,
  ...tenantTable('account_standing'),
];

export class AccountStanding1700000700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of standing) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
