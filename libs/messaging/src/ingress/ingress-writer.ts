import type { DataSource } from 'typeorm';
import { failpoint } from '../failpoints.js';

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

/** More is coming in than the database takes: answer 503 with `Retry-After`. */
export class Overloaded extends Error {
  readonly status = 503;
  readonly code = 'ingress/overloaded';
  readonly headers = { 'retry-after': '2' };
  constructor() {
    super('too many pushes are waiting to be stored; send this one again in 2 seconds');
  }
}

interface Waiting {
  readonly arrival: Arrival;
  readonly receivedAt: Date;
  readonly resolve: (stored: boolean) => void;
  readonly reject: (error: unknown) => void;
}

const MAX_WAITING = 5_000;
const MAX_BATCH = 500;

const INSERT = `
  INSERT INTO ingress (provider, connection_id, tenant_id, dedupe_key, received_at, headers, body)
  SELECT provider, connection_id, tenant_id, dedupe_key, received_at, headers, decode(body, 'base64')
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[])
      AS given (provider, connection_id, tenant_id, dedupe_key, received_at, headers, body)
  ON CONFLICT (provider, connection_id, dedupe_key) DO NOTHING
  RETURNING dedupe_key`;

/**
 * Stores pushes before they are acknowledged. Calls that arrive while an INSERT is under way share the next one,
 * so that a burst costs a handful of commits.
 */
export class IngressWriter {
  private waiting: Waiting[] = [];
  private writing = false;
  private readonly listeners = new Set<(provider: string) => void>();

  constructor(private readonly dataSource: DataSource) {}

  /** Resolves when the push is durable: true for a new one, false for one already there. */
  accept(arrival: Arrival): Promise<boolean> {
    if (this.waiting.length >= MAX_WAITING) return Promise.reject(new Overloaded());
    return new Promise((resolve, reject) => {
      this.waiting.push({ arrival, receivedAt: new Date(), resolve, reject });
      if (!this.writing) void this.write();
    });
  }

  onStored(listener: (provider: string) => void): void {
    this.listeners.add(listener);
  }

  private async write(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MAX_BATCH);
      try {
        const stored = await this.insert(batch);
        await failpoint('ingress.after_insert');
        for (const { arrival, resolve } of batch) resolve(stored.has(arrival.dedupeKey));
        for (const provider of new Set(batch.map(({ arrival }) => arrival.provider))) this.tell(provider);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.writing = false;
  }

  private tell(provider: string): void {
    for (const listener of this.listeners) listener(provider);
  }

  private async insert(batch: readonly Waiting[]): Promise<Set<string>> {
    const rows: { dedupe_key: string }[] = await this.dataSource.query(INSERT, [
      batch.map(({ arrival }) => arrival.provider),
      batch.map(({ arrival }) => arrival.connectionId),
      batch.map(({ arrival }) => arrival.tenantId),
      batch.map(({ arrival }) => arrival.dedupeKey),
      batch.map(({ receivedAt }) => receivedAt),
      batch.map(({ arrival }) => JSON.stringify(arrival.headers)),
      batch.map(({ arrival }) => arrival.body.toString('base64')),
    ]);
    return new Set(rows.map(({ dedupe_key }) => dedupe_key));
  }
}
