import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the numbers of one batch share, as `formOf` of the carriers library said when this was written. A process of the
 * former version leaves it out: its parcels are not counted. The owner must see every tenant's rows to fill them in.
 */
const forms = [
  `ALTER TABLE waybill ADD COLUMN number_form text`,
  `ALTER TABLE waybill NO FORCE ROW LEVEL SECURITY`,
  `UPDATE waybill SET number_form = substring(number_key FROM '^[A-Z]*[0-9]{0,2}') || '/' || length(number_key)`,
  `ALTER TABLE waybill FORCE ROW LEVEL SECURITY`,
  `CREATE INDEX waybill_of_form ON waybill (tenant_id, number_form, registered_at DESC) INCLUDE (carrier)
    WHERE carrier <> 'UNKNOWN'`,
];

export class Recognition1700000501000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of forms) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
