import { setTimeout as sleep } from 'node:timers/promises';
import type { Producer } from 'kafkajs';
import { Client } from 'pg';
import { KEEPALIVE } from '../database/keepalive.js';
import { failpoint } from '../failpoints.js';
import { metrics } from '../metrics/metrics.js';

const LOCK_CLASS = 0x6f75; // 'ou'
const BATCH_ROWS = 1_000;
const BATCH_BYTES = 512 * 1024;
/** Every commit wakes us; this is for a notification that never came. */
const IDLE_MS = 1_000;
/** One commit wakes a relay twice, by its process and by the database. */
const GATHER_MS = 2;
const BACKOFF = { firstMs: 50, lastMs: 5_000 };

/** One row more may follow so many bytes, of whatever size: with the largest there is they stay below the broker's limit. */
const FEW_BYTES = 128 * 1024;

/**
 * Cut by rows and bytes: kafkajs never splits a partition's record batch, so a hot key would be refused for ever.
 * By `ctid`, as the rows are locked and nobody changes them: a join of the table with itself has quadratic plans.
 */
const TAKE = `
  DELETE FROM outbox WHERE ctid = ANY (ARRAY(
    SELECT spot FROM (
      SELECT spot, size, sum(size) OVER (ORDER BY id) AS bytes
        FROM (SELECT ctid AS spot, id, octet_length(payload) + 256 AS size FROM outbox WHERE shard = $1
               ORDER BY id LIMIT ${BATCH_ROWS} FOR UPDATE SKIP LOCKED) AS next
    ) AS measured
    WHERE bytes <= ${BATCH_BYTES} OR bytes - size <= ${FEW_BYTES}))
  RETURNING id, topic, key, headers, payload`;

/** The outbox is empty whenever statistics or a plan are made, and full when it matters: only its key is right then. */
const PLANS = '-c enable_seqscan=off -c enable_bitmapscan=off';

interface Row {
  readonly id: string;
  readonly topic: string;
  readonly key: string;
  readonly headers: string;
  readonly payload: string;
}

export interface RelaySettings {
  readonly databaseUrl: string;
  readonly topicPrefix: string;
  readonly service: string;
  readonly log: (message: string) => void;
}

/**
 * Sends one shard's outbox rows in order and deletes them once the broker has them. Exactly one relay per shard is
 * active in the whole cluster: it holds an advisory lock on the session that also runs its statements, so losing
 * the lock loses the transaction.
 */
export class Relay {
  private stopping = false;
  private woken = false;
  private wake: () => void = () => undefined;
  private running: Promise<void> = Promise.resolve();
  private halt: () => void = () => undefined;
  private readonly halted = new Promise<void>((resolve) => {
    this.halt = resolve;
  });

  constructor(
    private readonly shard: number,
    private readonly producer: Producer,
    private readonly settings: RelaySettings,
  ) {}

  start(): void {
    this.running = this.run();
  }

  nudge(): void {
    this.woken = true;
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.halt();
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    let backoffMs = BACKOFF.firstMs;
    while (!this.stopping) {
      const session = new Client({
        connectionString: this.settings.databaseUrl,
        application_name: `${this.settings.service} relay ${this.shard}`,
        idle_in_transaction_session_timeout: 30_000,
        options: `${PLANS} ${KEEPALIVE}`,
        keepAlive: true,
      });
      session.on('error', () => undefined);
      session.on('notification', () => {
        this.nudge();
      });
      try {
        // The client refuses to send until this has once gone well; from then on it does nothing.
        await Promise.race([this.producer.connect(), this.halted]);
        await session.connect();
        await session.query('LISTEN outbox');
        await this.lead(session, () => {
          backoffMs = BACKOFF.firstMs;
        });
      } catch (error) {
        metrics.relayErrors.inc();
        this.settings.log(
          `relay ${this.shard}: ${error instanceof Error ? error.message : String(error)}; again in ${backoffMs} ms`,
        );
        await this.pause(backoffMs * (0.75 + Math.random() / 2));
        backoffMs = Math.min(backoffMs * 2, BACKOFF.lastMs);
      } finally {
        await session.end().catch(() => undefined);
      }
    }
  }

  private async lead(session: Client, succeeded: () => void): Promise<void> {
    while (!this.stopping) {
      const { rows } = await session.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS mine', [
        LOCK_CLASS,
        this.shard,
      ]);
      if (rows[0]?.mine === true) break;
      await this.pause(1_000);
    }
    while (!this.stopping) {
      this.woken = false;
      const more = await this.sendBatch(session);
      succeeded();
      if (more) continue;
      await this.idle();
    }
  }

  /** True when there may be more at once. */
  private async sendBatch(session: Client): Promise<boolean> {
    await session.query('BEGIN');
    const { rows } = await session.query<Row>({ name: 'relay-take', text: TAKE, values: [this.shard] });
    if (rows.length === 0) {
      await session.query('COMMIT');
      return false;
    }
    await failpoint('relay.after_read');
    rows.sort((a, b) => (a.id.length === b.id.length ? (a.id < b.id ? -1 : 1) : a.id.length - b.id.length));
    const sentAt = performance.now();
    await this.producer.sendBatch({
      acks: -1,
      timeout: 10_000,
      topicMessages: byTopic(rows, this.settings.topicPrefix),
    });
    metrics.relaySendSeconds.observe((performance.now() - sentAt) / 1_000);
    metrics.relayBatchSize.observe(rows.length);
    await failpoint('relay.after_send');
    await session.query('COMMIT');
    await failpoint('relay.after_commit');
    return mayBeCut(rows);
  }

  /** A wake-up that came since the last look counts. */
  private async idle(): Promise<void> {
    if (!this.woken) await this.pause(IDLE_MS);
    await sleep(GATHER_MS);
  }

  private pause(ms: number): Promise<void> {
    if (this.stopping) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** What follows fewer is taken, so that a batch of so few is all there was. */
const mayBeCut = (rows: readonly Row[]): boolean =>
  rows.reduce((sum, { payload }) => sum + Buffer.byteLength(payload) + 256, 0) > FEW_BYTES;

function byTopic(rows: readonly Row[], prefix: string) {
  const topics = new Map<string, { key: string; value: string; headers: Record<string, string> }[]>();
  for (const row of rows) {
    const messages = topics.get(row.topic) ?? [];
    if (messages.length === 0) topics.set(row.topic, messages);
    messages.push({
      key: row.key,
      value: row.payload,
      headers: JSON.parse(row.headers) as Record<string, string>,
    });
  }
  return [...topics].map(([topic, messages]) => ({ topic: prefix + topic, messages }));
}
