import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [`ALTER TABLE scan ADD COLUMN place_parts text, ADD COLUMN courier text`];

/** Where a scan was, in parts, and who had the parcel then, masked; both JSON. */
export class ScanDetails1700001201000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
