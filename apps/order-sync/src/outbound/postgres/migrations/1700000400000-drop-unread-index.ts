import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Parcels are looked up by their order; nobody looks one up by its number here. */
export class DropUnreadIndex1700000400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX order_parcel_by_number');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
