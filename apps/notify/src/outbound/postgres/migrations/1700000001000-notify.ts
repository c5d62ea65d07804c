import { tenantTable } from '@cartrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `CREATE TABLE endpoint (
     tenant_id       text NOT NULL,
     endpoint_id     uuid NOT NULL,
     sequence        bigint NOT NULL,
     channel         text NOT NULL,
     kind            text NOT NULL,
     name            text,
     url             text NOT NULL,
     sealed_url      text,
     sealed_secret   text,
     previous_secret text,
     previous_until  timestamptz,
     event_types     text,
     state           text NOT NULL,
     disabled_why    text,
     created_at      timestamptz NOT NULL,
     failures        int NOT NULL,
     throttles       int NOT NULL,
     hold_until      timestamptz,
     failing_since   timestamptz,
     told_days       int NOT NULL,
     PRIMARY KEY (tenant_id, endpoint_id))`,
  `CREATE INDEX endpoint_failing ON endpoint (tenant_id, failing_since)
     WHERE failing_since IS NOT NULL AND state = 'active'`,
  `CREATE TABLE message (
     tenant_id      text NOT NULL,
     channel        text NOT NULL,
     event_id       uuid NOT NULL,
     event_type     text NOT NULL,
     occurred_at    timestamptz NOT NULL,
     created_at     timestamptz NOT NULL,
     correlation_id text NOT NULL,
     traceparent    text,
     body           text NOT NULL,
     PRIMARY KEY (tenant_id, channel, event_id))`,
  `CREATE INDEX message_by_time ON message (tenant_id, channel, created_at, event_id)`,
  `CREATE TABLE delivery (
     tenant_id     text NOT NULL,
     delivery_id   uuid NOT NULL,
     sequence      bigint NOT NULL,
     endpoint_id   uuid NOT NULL,
     channel       text NOT NULL,
     event_id      uuid NOT NULL,
     state         text NOT NULL,
     attempts      int NOT NULL,
     attempts_ever int NOT NULL,
     next_at       timestamptz NOT NULL,
     last_status   int,
     leased_until  timestamptz,
     PRIMARY KEY (tenant_id, delivery_id),
     UNIQUE (tenant_id, endpoint_id, event_id))`,
  `CREATE INDEX delivery_due ON delivery (tenant_id, endpoint_id, next_at) WHERE state = 'waiting'`,
  `CREATE INDEX delivery_leased ON delivery (tenant_id, endpoint_id, leased_until) WHERE leased_until IS NOT NULL`,
  `CREATE TABLE attempt (
     tenant_id   text NOT NULL,
     attempt_id  uuid NOT NULL,
     delivery_id uuid NOT NULL,
     endpoint_id uuid NOT NULL,
     number      int NOT NULL,
     at          timestamptz NOT NULL,
     duration_ms int NOT NULL,
     result      text NOT NULL,
     status      int,
     error       text,
     response    text,
     PRIMARY KEY (tenant_id, attempt_id))`,
  `CREATE INDEX attempt_by_endpoint ON attempt (tenant_id, endpoint_id, attempt_id)`,
  `CREATE INDEX attempt_by_delivery ON attempt (tenant_id, delivery_id)`,
  ...['endpoint', 'message', 'delivery', 'attempt'].flatMap(tenantTable),
];

export class Notify1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
