import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when a provider refuses an account's credentials. */
export class Refusals1700000401000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE carrier_account ADD COLUMN refused_since timestamptz`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
