import type { EventDefinition } from '@cartrail/contracts';
import { newId, toIso, type Cause, type Instant } from '@cartrail/kernel';
import type { EntityManager } from 'typeorm';
import { textArray } from '../database/binary-array.js';
import { shardOf } from './shard.js';

/** One event to publish. `sequence` counts the aggregate's events from 1 without gaps. */
export interface NewEvent {
  readonly event: EventDefinition<object>;
  readonly data: object;
  readonly aggregateId: string;
  readonly sequence: number;
  readonly subject?: string;
  readonly occurredAt: Instant;
  readonly cause: Cause;
}

/** A row on its way to a topic; also used for dead letters, which carry foreign bytes. */
export interface OutboxRow {
  readonly topic: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string;
}

/** The event breaks its own contract; nothing was written. Names the fields, never their values. */
export class ContractBroken extends Error {
  constructor(type: string, problems: readonly { readonly pointer: string; readonly message: string }[]) {
    super(`${type} breaks its contract: ${problems.map((at) => `${at.pointer} ${at.message}`).join('; ')}`);
  }
}

/** The topics' limit, less what a record has around it. A row beyond it would hold up its shard for ever. */
export const MAX_PAYLOAD_BYTES = 900_000;

/** How long a transaction may take from its effects to its commit; after a longer one the next regular look finds them. */
const COMMIT_MS = 2_000;

const INSERT = `
  WITH put AS (
    INSERT INTO outbox (shard, topic, key, headers, payload)
    SELECT * FROM unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::text[])
    RETURNING 1)
  SELECT pg_notify('outbox', '') FROM put LIMIT 1`;

/** The only way into the outbox. The transaction's rows become visible, and sendable, when it commits. */
export class EventBus {
  private readonly wakers = new Set<() => void>();
  private readonly askedUntil = new Map<string, number>();

  constructor(
    private readonly service: string,
    private readonly shards: number,
  ) {}

  async publish(tx: EntityManager, events: readonly NewEvent[]): Promise<void> {
    await this.put(
      tx,
      events.map((event) => this.toRow(event)),
    );
  }

  /** Rows that are ready as they are; one statement for all of them. */
  async put(tx: EntityManager, rows: readonly OutboxRow[]): Promise<void> {
    if (rows.length === 0) return;
    if (!tx.queryRunner?.isTransactionActive)
      throw new Error('EventBus.publish needs the transaction that writes the state');
    const large = rows.find(({ payload }) => Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES);
    if (large) {
      const problem = { pointer: '', message: `is larger than ${MAX_PAYLOAD_BYTES} bytes` };
      throw new ContractBroken(large.headers['ce_type'] ?? large.topic, [problem]);
    }
    await tx.query(INSERT, [
      rows.map((row) => shardOf(row.key, this.shards)),
      textArray(rows.map((row) => row.topic)),
      textArray(rows.map((row) => row.key)),
      textArray(rows.map((row) => JSON.stringify(row.headers))),
      textArray(rows.map((row) => row.payload)),
    ]);
  }

  /** Relays of this process are told after a commit, so that they need not wait for the notification. */
  onWritten(wake: () => void): void {
    this.wakers.add(wake);
  }

  written(): void {
    for (const wake of this.wakers) wake();
  }

  /** Effects of this kind are in a transaction that will commit, and tell of it by {@link written}. */
  asks(kind: string): void {
    this.askedUntil.set(kind, performance.now() + COMMIT_MS);
  }

  /** True after a commit that may be the one which asks for effects of this kind; others have nothing for it. */
  mayAsk(kind: string): boolean {
    return performance.now() < (this.askedUntil.get(kind) ?? 0);
  }

  private toRow({ event, data, aggregateId, sequence, subject, occurredAt, cause }: NewEvent): OutboxRow {
    const problems = event.validate(data);
    if (problems) throw new ContractBroken(event.type, problems);
    const id = newId();
    const key = `${cause.tenantId}:${aggregateId}`;
    const envelope = {
      specversion: '1.0',
      id,
      source: `/${cause.tenantId}/${this.service}/${event.aggregate}/${aggregateId}`,
      type: event.type,
      ...(subject === undefined ? {} : { subject }),
      time: toIso(occurredAt),
      recordedtime: new Date().toISOString(),
      datacontenttype: 'application/json',
      dataschema: event.schemaId,
      partitionkey: key,
      sequence: String(sequence).padStart(20, '0'),
      tenantid: cause.tenantId,
      correlationid: cause.correlationId,
      causationid: cause.causationId,
      ...(cause.traceparent === undefined ? {} : { traceparent: cause.traceparent }),
      data,
    };
    const payload = JSON.stringify(envelope);
    const headers: Record<string, string> = {
      'content-type': 'application/cloudevents+json; charset=UTF-8',
      ce_type: event.type,
      ce_id: id,
    };
    if (cause.traceparent !== undefined) headers['traceparent'] = cause.traceparent;
    return { topic: event.topic.name, key, headers, payload };
  }
}
