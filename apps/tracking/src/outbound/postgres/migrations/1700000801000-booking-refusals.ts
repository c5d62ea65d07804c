import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when a provider refuses an account's credentials to returns. */
export class BookingRefusals1700000801000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE carrier_account ADD COLUMN booking_refused_since timestamptz`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
