import { tenantTable } from '@cartrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const arrivals = [
  `CREATE TABLE arrival (
     tenant_id      text NOT NULL,
     return_id      uuid NOT NULL,
     order_id       uuid NOT NULL,
     shop_id        uuid NOT NULL,
     after_sale_id  uuid,
     status         text NOT NULL,
     warehouse_code text,
     lines          text NOT NULL,
     heard          bigint NOT NULL,
     signed_by      uuid,
     PRIMARY KEY (tenant_id, return_id)
   ) WITH (fillfactor = 80)`,
  `CREATE INDEX arrival_waiting ON arrival (tenant_id, return_id)
    WHERE signed_by IS NULL AND status IN ('Approved', 'InTransit', 'Arrived')`,
  `CREATE INDEX arrival_signed ON arrival (tenant_id, signed_by) WHERE signed_by IS NOT NULL`,
  ...tenantTable('arrival'),
  `CREATE TABLE arrival_number (
     tenant_id text NOT NULL,
     number    text NOT NULL,
     return_id uuid NOT NULL,
     carrier   text NOT NULL,
     place     int NOT NULL,
     PRIMARY KEY (tenant_id, number, return_id))`,
  `CREATE INDEX arrival_number_of ON arrival_number (tenant_id, return_id)`,
  ...tenantTable('arrival_number'),
];

const said = (field: string, type: string): string =>
  `${type} GENERATED ALWAYS AS ((payload::jsonb ->> '${field}')::${type}) STORED`;

/** Everything a record is found by is generated from its payload: nothing beside it can say otherwise. */
const log = [
  `CREATE TABLE sign_off (
     tenant_id    text NOT NULL,
     payload      text NOT NULL,
     payload_hash text NOT NULL,
     alg          text NOT NULL,
     key_id       text NOT NULL,
     signature    text NOT NULL,
     log_index    ${said('log_index', 'bigint')},
     sign_off_id  ${said('record_id', 'uuid')},
     supersedes   ${said('supersedes', 'uuid')},
     root_id      uuid GENERATED ALWAYS AS (COALESCE(payload::jsonb ->> 'root_id', payload::jsonb ->> 'record_id')::uuid) STORED,
     announced    ${said('announced', 'boolean')},
     number       ${said('waybill', 'text')},
     PRIMARY KEY (tenant_id, log_index),
     UNIQUE (tenant_id, sign_off_id),
     UNIQUE (tenant_id, supersedes),
     CHECK (payload::jsonb ->> 'tenant_id' = tenant_id))`,
  `CREATE INDEX sign_off_root ON sign_off (tenant_id, root_id, log_index)`,
  `CREATE INDEX sign_off_number ON sign_off (tenant_id, number, log_index)`,
  `CREATE INDEX sign_off_found ON sign_off (tenant_id, log_index) WHERE NOT announced`,
  ...tenantTable('sign_off'),
  `CREATE TABLE sign_off_photo (
     tenant_id   text NOT NULL,
     sign_off_id uuid NOT NULL,
     place       int NOT NULL,
     sha256      text NOT NULL,
     root_id     uuid NOT NULL,
     PRIMARY KEY (tenant_id, sign_off_id, place))`,
  `CREATE INDEX sign_off_photo_used ON sign_off_photo (tenant_id, sha256)`,
  ...tenantTable('sign_off_photo'),
  `CREATE TABLE sign_off_return (
     tenant_id   text NOT NULL,
     return_id   uuid NOT NULL,
     sign_off_id uuid NOT NULL,
     PRIMARY KEY (tenant_id, return_id, sign_off_id))`,
  `CREATE INDEX sign_off_return_of ON sign_off_return (tenant_id, sign_off_id)`,
  ...tenantTable('sign_off_return'),
];

const beside = [
  `CREATE TABLE evidence_head (
     tenant_id text PRIMARY KEY,
     size      bigint NOT NULL,
     hash      text NOT NULL)`,
  ...tenantTable('evidence_head'),
  `CREATE TABLE sign_off_personal (
     tenant_id   text NOT NULL,
     sign_off_id uuid NOT NULL,
     encrypted   text NOT NULL,
     PRIMARY KEY (tenant_id, sign_off_id))`,
  ...tenantTable('sign_off_personal'),
  `CREATE TABLE object_claim (
     tenant_id text NOT NULL,
     claim_id  uuid NOT NULL,
     sha256    text NOT NULL,
     taken_at  timestamptz NOT NULL DEFAULT now(),
     PRIMARY KEY (tenant_id, claim_id, sha256))`,
  `CREATE INDEX object_claim_on ON object_claim (tenant_id, sha256)`,
  ...tenantTable('object_claim'),
];

/** The service's role may add and read; the trigger says no to everybody else too, the owner and a superuser included. */
const appendOnly = (table: string): string[] => [
  `DO $$ DECLARE grantee text; BEGIN
     FOR grantee IN SELECT DISTINCT r.rolname FROM pg_roles r
       WHERE has_table_privilege(r.oid, '${table}', 'UPDATE') AND NOT r.rolsuper AND r.rolname NOT LIKE 'pg\\_%'
         AND r.oid <> (SELECT relowner FROM pg_class WHERE oid = '${table}'::regclass)
     LOOP EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON ${table} FROM %I', grantee); END LOOP; END $$`,
  `CREATE TRIGGER ${table}_stays BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION evidence_stays()`,
  `CREATE TRIGGER ${table}_stays_whole BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION evidence_stays()`,
];

const kept = [
  `CREATE FUNCTION evidence_stays() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN RAISE EXCEPTION 'the evidence log is only added to: % of % is refused', TG_OP, TG_TABLE_NAME; END $$`,
  ...['sign_off', 'sign_off_photo', 'sign_off_return'].flatMap(appendOnly),
];

export class Evidence1700000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...arrivals, ...log, ...beside, ...kept]) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
