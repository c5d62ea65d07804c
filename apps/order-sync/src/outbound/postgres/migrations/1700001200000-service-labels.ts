import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What articles are sold with, and what those of an order were. */
export class ServiceLabels1700001200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sku ADD COLUMN labels jsonb');
    await runner.query('ALTER TABLE order_line ADD COLUMN labels jsonb');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
