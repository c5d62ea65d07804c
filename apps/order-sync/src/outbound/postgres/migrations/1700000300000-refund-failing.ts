import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often attempts at a refund failed in a row: attempts that only waited for the case are not among them. */
export class RefundFailing1700000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE refund ADD COLUMN failing jsonb NOT NULL DEFAULT '{}'`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
