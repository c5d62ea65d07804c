import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What of an order is not to leave, or not to arrive. */
export class OrderModel1700000800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders ADD COLUMN recall jsonb');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
