import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases are found by their returns. */
const statements = [
  `ALTER TABLE case_view ADD COLUMN return_ids uuid[] NOT NULL DEFAULT '{}'`,
  `CREATE INDEX case_view_by_return ON case_view USING gin (return_ids)`,
  `CREATE INDEX case_view_with_returns ON case_view (tenant_id, created_at DESC) WHERE return_ids <> '{}'`,
];

export class Returns1700000104000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
