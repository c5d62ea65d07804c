import type { AggregateRef, AggregateStore, Loaded, Stored } from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { FollowedReturn, ReturnFact } from '../../domain/followed-return.js';
import { watchesOf } from '../../domain/return-watches.js';
import { putWatches } from './watch.rows.js';

interface ReturnRow {
  readonly tenant_id: string;
  readonly return_id: string;
  /** Null until the first news is written. */
  readonly state: string | null;
}

/**
 * Several topics speak of a return, so two of their batches may meet it first: whoever comes second waits here for the
 * other's row, and reads it. Two that both created it would each write only what they had heard.
 */
const CLAIM = `
  INSERT INTO followed_return (tenant_id, return_id)
  SELECT * FROM unnest($1::text[], $2::uuid[]) ON CONFLICT DO NOTHING`;

const LOAD = `
  SELECT r.* FROM unnest($1::text[], $2::uuid[]) AS given (tenant_id, return_id)
   CROSS JOIN LATERAL (
     SELECT tenant_id, return_id, state FROM followed_return
      WHERE followed_return.tenant_id = given.tenant_id AND followed_return.return_id = given.return_id FOR UPDATE) r`;

const PUT = `
  UPDATE followed_return SET state = given.state
    FROM unnest($1::text[], $2::uuid[], $3::text[]) AS given (tenant_id, return_id, state)
   WHERE followed_return.tenant_id = given.tenant_id AND followed_return.return_id = given.return_id`;

/** What is known of returns. Nothing is published of it: the returns publish themselves. */
export class PostgresReturnStore implements AggregateStore<FollowedReturn, ReturnFact> {
  readonly aggregate = 'followed-return';

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<Loaded<FollowedReturn>[]> {
    const given = [refs.map(({ tenantId }) => tenantId), refs.map(({ id }) => id)];
    await tx.query(CLAIM, given);
    const rows: ReturnRow[] = await tx.query(LOAD, given);
    return rows.flatMap(({ tenant_id, return_id, state }) =>
      state === null
        ? []
        : // Only this store writes the column.
          [{ tenantId: tenant_id, id: return_id, sequence: 0, state: JSON.parse(state) as FollowedReturn }],
    );
  }

  async save(tx: EntityManager, rows: readonly Stored<FollowedReturn, ReturnFact>[]): Promise<void> {
    await tx.query(PUT, [
      rows.map(({ tenantId }) => tenantId),
      rows.map(({ id }) => id),
      rows.map(({ state }) => JSON.stringify(state)),
    ]);
    await putWatches(
      tx,
      rows.flatMap(({ tenantId, state }) => watchesOf(state).map((watch) => ({ tenantId, watch }))),
    );
  }

  publish(): undefined {
    return undefined;
  }
}
