import { tenantTable } from '@cartrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `CREATE TABLE platform_application (
     tenant_id            text NOT NULL,
     id                   uuid NOT NULL,
     platform             text NOT NULL,
     name                 text NOT NULL,
     credentials          text NOT NULL,
     previous_credentials text,
     previous_until       timestamptz,
     settings             jsonb NOT NULL,
     hosts                jsonb NOT NULL,
     created_at           timestamptz NOT NULL,
     rotated_at           timestamptz,
     PRIMARY KEY (tenant_id, id))`,
  `ALTER TABLE shop ADD COLUMN application_id uuid, ADD COLUMN refresh_expires_at timestamptz`,
  `ALTER TABLE app_connection ADD COLUMN application_id uuid`,
];

/** A tenant's own applications at any platform, and which of them a shop is reached through. */
export class Platforms1700000500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...statements, ...tenantTable('platform_application')]) {
      await runner.query(statement);
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
