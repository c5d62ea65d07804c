import type { Instant } from '@cartrail/kernel';

/** One column of a set-based write: its name, its PostgreSQL type and where its value comes from. */
export type Column<R> = readonly [name: string, type: string, value: (row: R) => unknown];

/** An `unnest` upsert: one statement and one array per column, whatever the number of rows. */
export function upsert<R>(table: string, key: readonly string[], columns: readonly Column<R>[]) {
  const names = columns.map(([name]) => name);
  const arrays = columns.map(([, type], index) => `$${index + 1}::${type}[]`);
  const updates = names.filter((name) => !key.includes(name)).map((name) => `${name} = excluded.${name}`);
  return {
    sql:
      `INSERT INTO ${table} (${names.join(', ')}) SELECT * FROM unnest(${arrays.join(', ')}) ` +
      `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${updates.join(', ')}`,
    parameters: (rows: readonly R[]): unknown[][] =>
      columns.map(([, , value]) => rows.map((row) => value(row) ?? null)),
  };
}

export const date = (instant: Instant | undefined): Date | undefined =>
  instant === undefined ? undefined : new Date(instant);
