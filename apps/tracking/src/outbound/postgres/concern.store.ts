import {
  putRows,
  type AggregateRef,
  type AggregateStore,
  type Loaded,
  type Stored,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import { concernWatches, type ShopConcern } from '../../domain/shop-concern.js';
import { stopWatches, type StopConcern } from '../../domain/stop-concern.js';
import type { Watch } from '../../domain/watch.js';
import { putWatches } from './watch.rows.js';

interface ConcernRow {
  readonly tenant_id: string;
  readonly subject_id: string;
  readonly state: string;
}

/** A kind of subject whose whole state is heard from another service; nothing is published of it here. */
interface Kind<S> {
  readonly aggregate: string;
  readonly table: string;
  readonly watchesOf: (subjectId: string, state: S, before: S | undefined) => readonly Watch[];
}

class ConcernStore<S extends object> implements AggregateStore<S, never> {
  readonly aggregate: string;
  private readonly loading: string;
  private readonly writing: string;

  constructor(private readonly kind: Kind<S>) {
    const { aggregate, table } = kind;
    this.aggregate = aggregate;
    this.loading = `
      SELECT c.* FROM unnest($1::text[], $2::uuid[]) AS given (tenant_id, subject_id)
       CROSS JOIN LATERAL (
         SELECT tenant_id, subject_id, state FROM ${table}
          WHERE ${table}.tenant_id = given.tenant_id AND ${table}.subject_id = given.subject_id FOR UPDATE) c
       ORDER BY c.tenant_id, c.subject_id`;
    this.writing = `
      INSERT INTO ${table} (tenant_id, subject_id, state)
      SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[])
      ON CONFLICT (tenant_id, subject_id) DO UPDATE SET state = excluded.state`;
  }

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<Loaded<S>[]> {
    const rows: ConcernRow[] = await tx.query(this.loading, [
      refs.map(({ tenantId }) => tenantId),
      refs.map(({ id }) => id),
    ]);
    return rows.map(({ tenant_id, subject_id, state }) => ({
      tenantId: tenant_id,
      id: subject_id,
      sequence: 0,
      // Only this store writes the column.
      state: JSON.parse(state) as S,
    }));
  }

  async save(tx: EntityManager, rows: readonly Stored<S, never>[]): Promise<void> {
    await putRows(
      tx,
      this.writing,
      [
        rows.map(({ tenantId }) => tenantId),
        rows.map(({ id }) => id),
        rows.map(({ state }) => JSON.stringify(state)),
      ],
      rows,
    );
    await putWatches(
      tx,
      rows.flatMap(({ tenantId, id, state, before }) =>
        this.kind.watchesOf(id, state, before).map((watch) => ({ tenantId, watch })),
      ),
    );
  }

  publish(): undefined {
    return undefined;
  }
}

/** What is known of shops. */
export const concernStore = new ConcernStore<ShopConcern>({
  aggregate: 'shop-concern',
  table: 'shop_concern',
  watchesOf: concernWatches,
});

/** Parcels that are to be stopped on their way. */
export const stopStore = new ConcernStore<StopConcern>({
  aggregate: 'stop-concern',
  table: 'stop_concern',
  watchesOf: stopWatches,
});
