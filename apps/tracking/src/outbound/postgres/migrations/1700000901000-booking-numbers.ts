import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Some pushes name a parcel's number and no booking. The number of an older booking is known from its next report on. */
const numbers = [
  `ALTER TABLE booking ADD COLUMN number text, ADD COLUMN ended boolean NOT NULL DEFAULT false`,
  `CREATE INDEX booking_number ON booking (tenant_id, provider, connection_id, number) WHERE number IS NOT NULL`,
];

export class BookingNumbers1700000901000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of numbers) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
