import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from '../row-security.js';

/**
 * `full_at`: when the row says no more than no row would. `granted`: what the last to ask was told. `slot` and `counts`
 * are a cap's: the newest stretch of time counted, and what was counted in it and in those before.
 */
const statements = [
  `CREATE TABLE rate_limit (
     tenant_id text NOT NULL,
     kind      text NOT NULL,
     key       text NOT NULL,
     full_at   timestamptz NOT NULL,
     granted   boolean NOT NULL,
     slot      bigint,
     counts    int[],
     PRIMARY KEY (tenant_id, kind, key))`,
  ...tenantTable('rate_limit'),
];

export class RateLimit1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
