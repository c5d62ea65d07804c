import { tenantTable } from '@cartrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `CREATE TABLE shop_concern (
     tenant_id  text NOT NULL,
     subject_id uuid NOT NULL,
     state      text NOT NULL,
     PRIMARY KEY (tenant_id, subject_id))`,
  ...tenantTable('shop_concern'),
];

/** What is heard of shops, each one's whole state in a row. */
export class ShopConcerns1700001301000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
