import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What sweeps over every tenant go by; tenants opened from now on enter it themselves. */
const statements = [
  `ALTER TABLE directory_entry NO FORCE ROW LEVEL SECURITY`,
  `INSERT INTO known_tenant SELECT id FROM directory_entry WHERE kind = 'tenant' ON CONFLICT DO NOTHING`,
  `ALTER TABLE directory_entry FORCE ROW LEVEL SECURITY`,
];

export class KnownTenants1700000304000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
