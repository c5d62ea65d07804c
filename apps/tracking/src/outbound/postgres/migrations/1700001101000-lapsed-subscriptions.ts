import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `ALTER TABLE waybill ADD COLUMN resubscribe_at timestamptz`,
  `CREATE INDEX waybill_to_resubscribe ON waybill (tenant_id, resubscribe_at) WHERE resubscribe_at IS NOT NULL`,
];

/** When a parcel its provider has given up is subscribed anew. */
export class LapsedSubscriptions1700001101000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
