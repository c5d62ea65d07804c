import { tenantTable } from '@cartrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const preferences = [
  `CREATE TABLE carrier_preference (
     tenant_id text NOT NULL,
     id        text NOT NULL,
     sequence  bigint NOT NULL,
     doc       text NOT NULL,
     PRIMARY KEY (tenant_id, id))`,
  ...tenantTable('carrier_preference'),
];

export class Preferences1700000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of preferences) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
