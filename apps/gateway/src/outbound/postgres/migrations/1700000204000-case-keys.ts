import { tenantTable } from '@cartrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Cases by their numbers and returns. Under row-level security only a leakproof operator reads an index, and none of
 * an array's is: for the service's role the indexes over the arrays were no use.
 */
const statements = [
  `CREATE TABLE case_number (
     tenant_id text NOT NULL,
     number    text NOT NULL,
     case_id   uuid NOT NULL,
     PRIMARY KEY (tenant_id, number, case_id))`,
  `CREATE TABLE case_return (
     tenant_id text NOT NULL,
     return_id uuid NOT NULL,
     case_id   uuid NOT NULL,
     PRIMARY KEY (tenant_id, return_id, case_id))`,
  // The owner must see every tenant's rows for as long as it copies from them.
  `ALTER TABLE case_view NO FORCE ROW LEVEL SECURITY`,
  `INSERT INTO case_number SELECT DISTINCT tenant_id, unnest(numbers), case_id FROM case_view`,
  `INSERT INTO case_return SELECT DISTINCT tenant_id, unnest(return_ids), case_id FROM case_view`,
  `ALTER TABLE case_view FORCE ROW LEVEL SECURITY`,
  ...tenantTable('case_number'),
  ...tenantTable('case_return'),
  `DROP INDEX case_view_by_number`,
  `DROP INDEX case_view_by_return`,
];

export class CaseKeys1700000204000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
