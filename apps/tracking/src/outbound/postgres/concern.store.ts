import {
  putRows,
  type AggregateRef,
  type AggregateStore,
  type Loaded,
  type Stored,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import { concernWatches, type ShopConcern } from '../../domain/shop-concern.js';
import { putWatches } from './watch.rows.js';

interface ConcernRow {
  readonly tenant_id: string;
  readonly subject_id: string;
  readonly state: string;
}

const LOAD = `
  SELECT c.* FROM unnest($1::text[], $2::uuid[]) AS given (tenant_id, subject_id)
   CROSS JOIN LATERAL (
     SELECT tenant_id, subject_id, state FROM shop_concern
      WHERE shop_concern.tenant_id = given.tenant_id AND shop_concern.subject_id = given.subject_id FOR UPDATE) c
   ORDER BY c.tenant_id, c.subject_id`;

const PUT = `
  INSERT INTO shop_concern (tenant_id, subject_id, state)
  SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[])
  ON CONFLICT (tenant_id, subject_id) DO UPDATE SET state = excluded.state`;

/** What is known of shops. Nothing is published of it: the shops' own service tells of them. */
export class PostgresConcernStore implements AggregateStore<ShopConcern, never> {
  readonly aggregate = 'shop-concern';

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<Loaded<ShopConcern>[]> {
    const rows: ConcernRow[] = await tx.query(LOAD, [
      refs.map(({ tenantId }) => tenantId),
      refs.map(({ id }) => id),
    ]);
    return rows.map(({ tenant_id, subject_id, state }) => ({
      tenantId: tenant_id,
      id: subject_id,
      sequence: 0,
      // Only this store writes the column.
      state: JSON.parse(state) as ShopConcern,
    }));
  }

  async save(tx: EntityManager, rows: readonly Stored<ShopConcern, never>[]): Promise<void> {
    await putRows(
      tx,
      PUT,
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
        concernWatches(id, state, before).map((watch) => ({ tenantId, watch })),
      ),
    );
  }

  publish(): undefined {
    return undefined;
  }
}
