import { setTimeout as sleep } from 'node:timers/promises';
import type { Producer } from 'kafkajs';
import { Client } from 'pg';
import { KEEPALIVE } from '../database/keepalive.js';
import { failpoint } from '../failpoints.js';
import { metrics } from '../metrics/metrics.js';
import { byTopic, mayBeCut, nextRows, removeRows, type RelayRow } from './relay-rows.js';

const LOCK_CLASS = 0x6f75; // 'ou'
/** Every commit wakes us; this is for a notification that never came. */
const IDLE_MS = 1_000;
/** One commit wakes a relay twice, by its process and by the database. */
const GATHER_MS = 2;
/** It rests as long as its last work took, and no longer than this: the more there is, the more a batch holds. */
const MOST_REST_MS = 20;
const BACKOFF = { firstMs: 50, lastMs: 5_000 };

/** The outbox is empty whenever statistics or a plan are made, and full when it matters: only its key is right then. */
const PLANS = '-c enable_seqscan=off -c enable_bitmapscan=off';

/** What makes the batch before durable, if there is one, and opens the next one's transaction. */
type Begin = 'BEGIN' | 'COMMIT AND CHAIN';

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
      const startedAt = performance.now();
      await this.drain(session);
      succeeded();
      await this.idle(performance.now() - startedAt);
    }
  }

  private async drain(session: Client): Promise<void> {
    const rows = await nextRows(session, this.shard);
    if (rows.length === 0) return;
    if (mayBeCut(rows)) await this.sendMany(session, rows);
    else await this.sendAll(session, rows);
    await failpoint('relay.after_commit');
  }

  /** All there was is removed once the broker has it. */
  private async sendAll(session: Client, rows: readonly RelayRow[]): Promise<void> {
    await failpoint('relay.after_read');
    await this.send(rows);
    await failpoint('relay.after_send');
    await removeRows(session, this.shard, rows);
  }

  /**
   * A batch is removed in the transaction that commits once the broker has it. While the broker writes, the one before
   * is committed and the one after is read: what a crash sends again is two batches at most, each in its order.
   */
  private async sendMany(session: Client, first: readonly RelayRow[]): Promise<void> {
    let rows = first;
    let begin: Begin = 'BEGIN';
    while (rows.length > 0) {
      await failpoint('relay.after_read');
      const [sent, next] = await Promise.allSettled([this.send(rows), this.readOn(session, rows, begin)]);
      if (sent.status === 'rejected') throw sent.reason;
      if (next.status === 'rejected') throw next.reason;
      await failpoint('relay.after_send');
      rows = next.value;
      begin = 'COMMIT AND CHAIN';
    }
    await session.query('COMMIT');
  }

  private async send(rows: readonly RelayRow[]): Promise<void> {
    const sentAt = performance.now();
    await this.producer.sendBatch({
      acks: -1,
      timeout: 10_000,
      topicMessages: byTopic(rows, this.settings.topicPrefix),
    });
    metrics.relaySendSeconds.observe((performance.now() - sentAt) / 1_000);
    metrics.relayBatchSize.observe(rows.length);
  }

  /** Removes the rows that are being sent, not yet to be seen by anybody, and gives those that follow. */
  private async readOn(
    session: Client,
    rows: readonly RelayRow[],
    begin: Begin,
  ): Promise<readonly RelayRow[]> {
    await session.query(begin);
    if (begin === 'COMMIT AND CHAIN') await failpoint('relay.after_commit');
    await removeRows(session, this.shard, rows);
    return mayBeCut(rows) && !this.stopping ? nextRows(session, this.shard) : [];
  }

  /** A wake-up that came since the last look counts. */
  private async idle(workedMs: number): Promise<void> {
    await sleep(Math.min(workedMs, MOST_REST_MS));
    if (this.woken) return;
    await this.pause(IDLE_MS);
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
