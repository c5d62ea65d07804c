import type { AggregateRef, AggregateStore, Loaded, Stored } from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import { upsert, type Column } from './bulk.js';

interface Settings<S extends object, R> {
  readonly aggregate: string;
  readonly table: string;
  /** Finds the row of `ref.id`, next to its tenant, by the table's key: it is looked for once for each ref. */
  readonly match: string;
  readonly conflict: readonly string[];
  readonly columns: readonly Column<Stored<S, never>>[];
  readonly read: (row: R) => S;
}

/** Records without events of their own, one row each: loaded, locked and written set by set. */
export class KeyedStore<S extends object, R> implements AggregateStore<S, never> {
  readonly aggregate: string;
  private readonly write: (tx: EntityManager, rows: readonly Stored<S, never>[]) => Promise<void>;

  constructor(private readonly settings: Settings<S, R>) {
    this.aggregate = settings.aggregate;
    this.write = upsert(settings.table, settings.conflict, settings.columns);
  }

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<readonly Loaded<S>[]> {
    const { table, match, read } = this.settings;
    const rows = await tx.query<(R & { tenant_id: string; ref_id: string })[]>(
      `SELECT held.*, ref.id AS ref_id FROM unnest($1::text[], $2::text[]) AS ref (tenant_id, id)
        CROSS JOIN LATERAL (
          SELECT * FROM ${table} given WHERE given.tenant_id = ref.tenant_id AND ${match} FOR UPDATE) AS held`,
      [refs.map(({ tenantId }) => tenantId), refs.map(({ id }) => id)],
    );
    return rows.map((row) => ({ id: row.ref_id, tenantId: row.tenant_id, sequence: 0, state: read(row) }));
  }

  save(tx: EntityManager, rows: readonly Stored<S, never>[]): Promise<void> {
    return this.write(tx, rows);
  }

  publish(): undefined {
    return undefined;
  }
}
