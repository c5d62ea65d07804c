import { tenantTable } from '@cartrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A parcel may bring goods back: whose, and what others than the carrier say of it. */
const parcels = [
  `ALTER TABLE waybill ADD COLUMN purpose text NOT NULL DEFAULT 'forward', ADD COLUMN returns text,
                       ADD COLUMN handed_over_at timestamptz, ADD COLUMN arrived_at timestamptz`,
  // The effects of a parcel are named by what they ask, not by whom.
  `UPDATE effect SET kind = replace(kind, 'kdniao.', 'parcel.') WHERE kind IN ('kdniao.subscribe', 'kdniao.query')`,
];

/** An alert may be about a pickup or a return. The owner must see every tenant's rows for as long as it fills them in. */
const alerts = [
  `ALTER TABLE alert NO FORCE ROW LEVEL SECURITY`,
  `ALTER TABLE alert ADD COLUMN subject_id uuid, ADD COLUMN return_id uuid, ADD COLUMN pickup_id uuid,
                     ADD COLUMN quote_fen bigint, ADD COLUMN charged_fen bigint`,
  `UPDATE alert SET subject_id = waybill_id`,
  `ALTER TABLE alert ALTER COLUMN subject_id SET NOT NULL, ALTER COLUMN waybill_id DROP NOT NULL,
                     ALTER COLUMN number DROP NOT NULL, ALTER COLUMN carrier DROP NOT NULL,
                     DROP CONSTRAINT alert_tenant_id_waybill_id_detector_since_key,
                     ADD UNIQUE (tenant_id, subject_id, detector, since)`,
  `DROP INDEX alert_open`,
  `CREATE UNIQUE INDEX alert_open ON alert (tenant_id, subject_id, detector) WHERE cleared_at IS NULL`,
  `ALTER TABLE alert FORCE ROW LEVEL SECURITY`,
  `ALTER TABLE alert_threshold ADD COLUMN percent int`,
];

const followed = [
  `CREATE TABLE followed_return (
     tenant_id text NOT NULL,
     return_id uuid NOT NULL,
     state     text NOT NULL,
     PRIMARY KEY (tenant_id, return_id)
   ) WITH (fillfactor = 80)`,
  ...tenantTable('followed_return'),
  `CREATE TABLE watch (
     tenant_id   text NOT NULL,
     subject_id  uuid NOT NULL,
     detector    text NOT NULL,
     lane        text NOT NULL,
     since       timestamptz,
     news        text NOT NULL,
     waybill_id  uuid,
     return_id   uuid,
     pickup_id   uuid,
     order_ids   text[] NOT NULL,
     shop_id     text,
     number      text,
     carrier     text,
     quote_fen   bigint,
     charged_fen bigint,
     PRIMARY KEY (tenant_id, subject_id, detector)
   ) WITH (fillfactor = 80)`,
  `CREATE INDEX watch_open ON watch (tenant_id, detector, lane, since) WHERE since IS NOT NULL`,
  ...tenantTable('watch'),
  `CREATE TABLE booking (
     tenant_id           text NOT NULL,
     booking_id          uuid NOT NULL,
     sequence            bigint NOT NULL,
     provider            text NOT NULL,
     connection_id       text NOT NULL,
     provider_booking_id text NOT NULL,
     pickup_id           uuid,
     seen                text[] NOT NULL,
     PRIMARY KEY (tenant_id, booking_id),
     UNIQUE (tenant_id, provider, connection_id, provider_booking_id)
   ) WITH (fillfactor = 80)`,
  ...tenantTable('booking'),
];

export class Returns1700000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...parcels, ...alerts, ...followed]) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
