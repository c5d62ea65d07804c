import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which environment of its provider an account is in, and the limits of its contract. */
export class AccountTerms1700000900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE carrier_account ADD COLUMN mode text NOT NULL DEFAULT 'live', ADD COLUMN limits text`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
