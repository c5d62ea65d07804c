import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `CREATE TABLE outbox (
     id         bigint GENERATED ALWAYS AS IDENTITY,
     shard      smallint NOT NULL,
     topic      text NOT NULL,
     key        text NOT NULL,
     headers    text NOT NULL,
     payload    text NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now(),
     PRIMARY KEY (shard, id)
   ) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01)`,
  `CREATE TABLE consumer_offset (
     grp         text NOT NULL,
     topic       text NOT NULL,
     part        int NOT NULL,
     next_offset bigint NOT NULL,
     epoch       bigint NOT NULL,
     PRIMARY KEY (grp, topic, part))`,
  `CREATE TABLE parked_key (
     grp       text NOT NULL,
     key       text NOT NULL,
     since     timestamptz NOT NULL DEFAULT now(),
     next_at   timestamptz,
     attempts  int NOT NULL DEFAULT 0,
     reason    text NOT NULL,
     PRIMARY KEY (grp, key))`,
  `CREATE TABLE parked_event (
     grp        text NOT NULL,
     topic      text NOT NULL,
     part       int NOT NULL,
     "offset"   bigint NOT NULL,
     key        text NOT NULL,
     event_id   text,
     raw        bytea,
     reason     text NOT NULL,
     attempts   int NOT NULL DEFAULT 0,
     parked_at  timestamptz NOT NULL DEFAULT now(),
     dead       boolean NOT NULL DEFAULT false,
     PRIMARY KEY (grp, topic, part, "offset"))`,
  `CREATE INDEX parked_event_by_key ON parked_event (grp, key, topic, part, "offset")`,
  `CREATE TABLE parked_audit (
     id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     at       timestamptz NOT NULL DEFAULT now(),
     grp      text NOT NULL,
     key      text NOT NULL,
     action   text NOT NULL,
     actor    text NOT NULL,
     reason   text NOT NULL)`,
  `CREATE TABLE ingress (
     id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     provider      text NOT NULL,
     connection_id text NOT NULL,
     tenant_id     text,
     dedupe_key    text NOT NULL,
     received_at   timestamptz NOT NULL,
     headers       text NOT NULL,
     body          bytea NOT NULL,
     state         text NOT NULL DEFAULT 'new',
     reason        text,
     attempts      int NOT NULL DEFAULT 0,
     next_at       timestamptz)`,
  `CREATE UNIQUE INDEX ingress_once ON ingress (provider, connection_id, dedupe_key)`,
  `CREATE INDEX ingress_new ON ingress (provider, id) WHERE state = 'new'`,
  `CREATE INDEX ingress_by_age ON ingress USING brin (received_at)`,
  `CREATE TABLE effect (
     id              uuid NOT NULL PRIMARY KEY,
     tenant_id       text NOT NULL,
     kind            text NOT NULL,
     idempotency_key text NOT NULL,
     state           text NOT NULL DEFAULT 'waiting',
     attempts        int NOT NULL DEFAULT 0,
     next_at         timestamptz NOT NULL,
     leased_until    timestamptz,
     request         text NOT NULL,
     response        text,
     cause           text,
     UNIQUE (tenant_id, kind, idempotency_key))`,
  `CREATE INDEX effect_due ON effect (kind, next_at) WHERE state = 'waiting'`,
  `CREATE TABLE idempotency (
     tenant_id   text NOT NULL,
     route       text NOT NULL,
     key         text NOT NULL,
     fingerprint text NOT NULL,
     status      int NOT NULL,
     body        text NOT NULL,
     created_at  timestamptz NOT NULL,
     PRIMARY KEY (tenant_id, route, key))`,
  `CREATE INDEX idempotency_by_age ON idempotency (created_at)`,
  `CREATE TABLE known_tenant (tenant_id text PRIMARY KEY)`,
];

export class Plumbing1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
