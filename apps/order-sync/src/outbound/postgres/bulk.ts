import {
  lockRowsByRef,
  putRows,
  textArray,
  type AggregateRef,
  type Loaded,
  type NaturalKey,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { FirstSight } from '../../domain/arrival.js';

/** One column of a set-based write: its name, its PostgreSQL type and where its value comes from. */
export type Column<R> = readonly [name: string, type: string, value: (row: R) => Scalar];

type Scalar = string | number | boolean | null | undefined;

const textOf = (value: Scalar): string | null =>
  typeof value === 'string' ? value : value === undefined || value === null ? null : String(value);

/**
 * An `unnest` upsert: one statement and one array per column, whatever the number of rows. All are texts, which go as
 * they are where other arrays would be written as a literal and read again.
 */
export function upsert<R extends { readonly created: boolean }>(
  table: string,
  key: readonly string[],
  columns: readonly Column<R>[],
) {
  const names = columns.map(([name]) => name);
  const arrays = columns.map((_, index) => `$${index + 1}::text[]`);
  const values = columns.map(([name, type]) => (type === 'text' ? name : `${name}::${type}`));
  const updates = names.filter((name) => !key.includes(name)).map((name) => `${name} = excluded.${name}`);
  const sql =
    `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} ` +
    `FROM unnest(${arrays.join(', ')}) AS given (${names.join(', ')}) ` +
    `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${updates.join(', ')}`;
  return async (tx: EntityManager, rows: readonly R[]): Promise<void> => {
    if (rows.length === 0) return;
    await putRows(
      tx,
      sql,
      columns.map(([, , value]) => textArray(rows.map((row) => textOf(value(row))))),
      rows,
    );
  };
}

interface AggregateRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly sequence: string;
}

/** Loads aggregates of one row each, locked. One statement; `read` knows the table's columns. */
export function loadLocked<S>(table: string, read: (row: never) => S) {
  const sql = lockRowsByRef({ table });
  return async (tx: EntityManager, refs: readonly AggregateRef[]): Promise<readonly Loaded<S>[]> => {
    const rows = await tx.query<AggregateRow[]>(sql, [
      refs.map(({ tenantId }) => tenantId),
      refs.map(({ id }) => id),
    ]);
    return rows.map((row) => ({
      id: row.id,
      tenantId: row.tenant_id,
      sequence: Number(row.sequence),
      state: read(row as never),
    }));
  };
}

/**
 * Resolves natural keys of a row that belongs to another, `<tenant>/<the other's id>/<what it is called there>`. One look into
 * the key for each, whatever the statistics say.
 */
export function resolveWithin<K>(
  table: string,
  owner: string,
  name: string,
  of: (key: K) => readonly [string, string],
) {
  const sql = `SELECT wanted.tenant_id || '/' || wanted.owner || '/' || wanted.name AS text, held.id
      FROM unnest($1::text[], $2::uuid[], $3::text[]) AS wanted (tenant_id, owner, name)
     CROSS JOIN LATERAL (
       SELECT id FROM ${table}
        WHERE ${table}.tenant_id = wanted.tenant_id AND ${table}.${owner} = wanted.owner
          AND ${table}.${name} = wanted.name LIMIT 1) AS held`;
  return async (
    tx: EntityManager,
    keys: readonly NaturalKey<K>[],
  ): Promise<ReadonlyMap<string, readonly string[]>> => {
    const rows = await tx.query<{ text: string; id: string }[]>(sql, [
      keys.map(({ tenantId }) => tenantId),
      keys.map(({ key }) => of(key)[0]),
      keys.map(({ key }) => of(key)[1]),
    ]);
    return new Map(rows.map(({ text, id }) => [text, [id]]));
  };
}

export const json = (value: object | undefined): string | undefined =>
  value === undefined ? undefined : JSON.stringify(value);

export const at = (instant: number | undefined): string | undefined =>
  instant === undefined ? undefined : new Date(instant).toISOString();

export const instantOf = (date: Date | null): number | undefined => date?.getTime();

/** How a row was first seen; `undefined` for what is older than the columns. */
export const toFirst = (row: {
  readonly first_via: FirstSight['via'] | null;
  readonly first_seen_at: Date | null;
}): FirstSight | undefined =>
  row.first_via === null || row.first_seen_at === null
    ? undefined
    : { via: row.first_via, at: row.first_seen_at.getTime() };
