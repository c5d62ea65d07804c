import {
  putRows,
  type AggregateRef,
  type AggregateStore,
  type Loaded,
  type Stored,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { FollowedReturn, ReturnFact } from '../../domain/followed-return.js';
import { watchesOf } from '../../domain/return-watches.js';
import { putWatches } from './watch.rows.js';

interface ReturnRow {
  readonly tenant_id: string;
  readonly return_id: string;
  readonly state: string;
}

const LOAD = `
  SELECT r.* FROM unnest($1::text[], $2::uuid[]) AS given (tenant_id, return_id)
   CROSS JOIN LATERAL (
     SELECT tenant_id, return_id, state FROM followed_return
      WHERE followed_return.tenant_id = given.tenant_id AND followed_return.return_id = given.return_id FOR UPDATE) r`;

const PUT = `
  INSERT INTO followed_return (tenant_id, return_id, state)
  SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[])
  ON CONFLICT (tenant_id, return_id) DO UPDATE SET state = excluded.state`;

/** What is known of returns. Nothing is published of it: the returns publish themselves. */
export class PostgresReturnStore implements AggregateStore<FollowedReturn, ReturnFact> {
  readonly aggregate = 'followed-return';

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<Loaded<FollowedReturn>[]> {
    const rows: ReturnRow[] = await tx.query(LOAD, [
      refs.map(({ tenantId }) => tenantId),
      refs.map(({ id }) => id),
    ]);
    return rows.map(({ tenant_id, return_id, state }) => ({
      tenantId: tenant_id,
      id: return_id,
      sequence: 0,
      // Only this store writes the column.
      state: JSON.parse(state) as FollowedReturn,
    }));
  }

  async save(tx: EntityManager, rows: readonly Stored<FollowedReturn, ReturnFact>[]): Promise<void> {
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
      rows.flatMap(({ tenantId, state }) => watchesOf(state).map((watch) => ({ tenantId, watch }))),
    );
  }

  publish(): undefined {
    return undefined;
  }
}
