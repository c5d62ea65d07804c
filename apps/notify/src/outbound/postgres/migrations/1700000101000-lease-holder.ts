import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose a lease is: an endpoint is tried by one process at a time. */
export class LeaseHolder1700000101000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE delivery ADD COLUMN leased_by uuid');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
