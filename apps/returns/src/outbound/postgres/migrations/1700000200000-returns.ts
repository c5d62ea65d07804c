import { tenantTable } from '@cartrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One document per aggregate, and beside it the columns that queries look for. */
const document = (table: string, id: 'uuid' | 'text', more = ''): readonly string[] => [
  `CREATE TABLE ${table} (
     tenant_id text NOT NULL,
     id        ${id} NOT NULL,
     sequence  bigint NOT NULL,
     doc       text NOT NULL,${more}
     PRIMARY KEY (tenant_id, id)
   ) WITH (fillfactor = 80)`,
  ...tenantTable(table),
];

const aggregates = [
  ...document('order_file', 'uuid'),
  ...document(
    'return_case',
    'uuid',
    `
     order_id  uuid NOT NULL,
     status    text NOT NULL,
     lapse_at  timestamptz,`,
  ),
  `CREATE INDEX return_case_by_order ON return_case (tenant_id, order_id)`,
  `CREATE INDEX return_case_to_lapse ON return_case (tenant_id, lapse_at) WHERE lapse_at IS NOT NULL`,
  ...document(
    'pickup',
    'uuid',
    `
     return_id           uuid NOT NULL,
     status              text NOT NULL,
     active              boolean NOT NULL,
     provider            text NOT NULL,
     provider_booking_id text,
     ask_at              timestamptz,
     contact             text NOT NULL,`,
  ),
  // One courier at a time for one return, whatever races.
  `CREATE UNIQUE INDEX pickup_active ON pickup (tenant_id, return_id) WHERE active`,
  `CREATE INDEX pickup_by_return ON pickup (tenant_id, return_id)`,
  `CREATE INDEX pickup_by_booking ON pickup (tenant_id, provider, provider_booking_id)
    WHERE provider_booking_id IS NOT NULL`,
  `CREATE INDEX pickup_to_ask ON pickup (tenant_id, ask_at) WHERE ask_at IS NOT NULL`,
  ...document('return_parcel', 'text'),
  ...document(
    'offer_sheet',
    'uuid',
    `
     return_id  uuid NOT NULL,
     expires_at timestamptz NOT NULL,`,
  ),
  `CREATE INDEX offer_sheet_by_return ON offer_sheet (tenant_id, return_id, expires_at)`,
  `CREATE INDEX offer_sheet_by_age ON offer_sheet (tenant_id, expires_at)`,
];

const settings = [
  ...document('return_policy', 'text'),
  ...document('rate_card', 'text'),
  ...document('return_setting', 'text'),
  ...document(
    'return_warehouse',
    'text',
    `
     address   text NOT NULL,`,
  ),
  `CREATE TABLE carrier_account (
     tenant_id     text NOT NULL,
     account_id    uuid NOT NULL,
     connection_id text NOT NULL,
     provider      text NOT NULL,
     label         text NOT NULL,
     base_url      text,
     credentials   text NOT NULL,
     created_at    timestamptz NOT NULL,
     PRIMARY KEY (tenant_id, account_id))`,
  ...tenantTable('carrier_account'),
];

export class Returns1700000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...aggregates, ...settings]) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
