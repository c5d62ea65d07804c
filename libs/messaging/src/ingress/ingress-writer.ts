import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '@cartrail/kernel';
import type { DataSource } from 'typeorm';
import { byteaArray, textArray } from '../database/binary-array.js';
import { isInfrastructure } from '../database/transactions.js';
import { failpoint } from '../failpoints.js';
import { ingressMetrics } from './ingress-metrics.js';

/** One push as it came in, verified but not read. */
export interface Arrival {
  readonly provider: string;
  readonly connectionId: string;
  /** Null for application-level connections: the rows get a tenant when they are normalised. */
  readonly tenantId: string | null;
  readonly dedupeKey: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const RETRY_AFTER_SECONDS = 2;

/** It cannot be made durable now: answer 503 with `Retry-After`, and the sender repeats it. */
export class Overloaded extends Error {
  readonly status = 503;
  readonly code = 'ingress/overloaded';
  readonly retryAfterSeconds = RETRY_AFTER_SECONDS;
  readonly headers = { 'retry-after': String(RETRY_AFTER_SECONDS) };
  constructor(options?: ErrorOptions) {
    super('this push could not be stored now; send it again in 2 seconds', options);
  }
}

interface Waiting {
  readonly arrival: Arrival;
  readonly receivedAt: string;
  readonly resolve: (stored: boolean) => void;
  readonly reject: (error: unknown) => void;
}

const MAX_WAITING = { rows: 5_000, bytes: 32 * 1024 * 1024 };
const MAX_FLIGHT = { rows: 500, bytes: 8 * 1024 * 1024 };
const MOST_REST_MS = 20;

const INSERT = `
  INSERT INTO ingress (provider, connection_id, tenant_id, dedupe_key, received_at, headers, body)
  SELECT provider, connection_id, tenant_id, dedupe_key, received_at::timestamptz, headers, body
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[])
      AS given (provider, connection_id, tenant_id, dedupe_key, received_at, headers, body)
  ON CONFLICT (provider, connection_id, dedupe_key) DO NOTHING
  RETURNING provider, connection_id, dedupe_key`;

/**
 * Stores pushes before they are acknowledged. Calls that arrive while an INSERT is under way, and as long again, share
 * the next one, so that a burst costs a handful of commits; what would not fit in memory is refused at once.
 */
export class IngressWriter {
  private waiting: Waiting[] = [];
  private waitingBytes = 0;
  private writing = false;
  private readonly listeners = new Set<(provider: string) => void>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Resolves when the push is durable: true for a new one, false for one already there. */
  accept(arrival: Arrival): Promise<boolean> {
    if (
      this.waiting.length >= MAX_WAITING.rows ||
      this.waitingBytes + arrival.body.length > MAX_WAITING.bytes
    ) {
      ingressMetrics.refused.inc({ provider: arrival.provider });
      return Promise.reject(new Overloaded());
    }
    return new Promise((resolve, reject) => {
      const receivedAt = new Date(this.clock.now()).toISOString();
      this.waiting.push({ arrival, receivedAt, resolve, reject });
      this.waitingBytes += arrival.body.length;
      if (!this.writing) void this.write();
    });
  }

  onStored(listener: (provider: string) => void): void {
    this.listeners.add(listener);
  }

  private async write(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      const startedAt = performance.now();
      await this.store(this.nextFlight());
      if (this.waiting.length < MAX_FLIGHT.rows)
        await sleep(Math.min(performance.now() - startedAt, MOST_REST_MS));
    }
    this.writing = false;
  }

  private nextFlight(): readonly Waiting[] {
    let rows = 0;
    let bytes = 0;
    for (const { arrival } of this.waiting) {
      bytes += arrival.body.length;
      if (rows > 0 && (rows === MAX_FLIGHT.rows || bytes > MAX_FLIGHT.bytes)) break;
      rows += 1;
      this.waitingBytes -= arrival.body.length;
    }
    return this.waiting.splice(0, rows);
  }

  private async store(flight: readonly Waiting[]): Promise<void> {
    try {
      const stored = await this.insert(flight);
      await failpoint('ingress.after_insert');
      for (const { arrival, resolve } of flight) resolve(stored.delete(identity(arrival)));
      for (const provider of new Set(flight.map(({ arrival }) => arrival.provider))) this.tell(provider);
    } catch (error) {
      if (isInfrastructure(error)) {
        for (const { reject } of flight) reject(new Overloaded({ cause: error }));
      } else if (flight.length > 1) {
        // One that cannot be stored must not take its flight along.
        for (const one of flight) await this.store([one]);
      } else {
        for (const { reject } of flight) reject(error);
      }
    }
  }

  private tell(provider: string): void {
    for (const listener of this.listeners) listener(provider);
  }

  private async insert(flight: readonly Waiting[]): Promise<Set<string>> {
    const rows: { provider: string; connection_id: string; dedupe_key: string }[] =
      await this.dataSource.query(INSERT, [
        textArray(flight.map(({ arrival }) => arrival.provider)),
        textArray(flight.map(({ arrival }) => arrival.connectionId)),
        textArray(flight.map(({ arrival }) => arrival.tenantId)),
        textArray(flight.map(({ arrival }) => arrival.dedupeKey)),
        textArray(flight.map(({ receivedAt }) => receivedAt)),
        textArray(flight.map(({ arrival }) => JSON.stringify(arrival.headers))),
        byteaArray(flight.map(({ arrival }) => arrival.body)),
      ]);
    return new Set(
      rows.map(({ provider, connection_id: connectionId, dedupe_key: dedupeKey }) =>
        identity({ provider, connectionId, dedupeKey }),
      ),
    );
  }
}

const identity = (at: Pick<Arrival, 'provider' | 'connectionId' | 'dedupeKey'>): string =>
  `${at.provider} ${at.connectionId} ${at.dedupeKey}`;
