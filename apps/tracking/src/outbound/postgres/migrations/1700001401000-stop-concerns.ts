import { tenantTable } from '@cartrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `CREATE TABLE stop_concern (
     tenant_id  text NOT NULL,
     subject_id uuid NOT NULL,
     state      text NOT NULL,
     PRIMARY KEY (tenant_id, subject_id))`,
  ...tenantTable('stop_concern'),
];

/** Parcels that are to be stopped, each one in a row. */
export class StopConcerns1700001401000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
