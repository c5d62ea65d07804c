import type { Instant } from '@cartrail/kernel';

/** One column of a set-based write: its name, its PostgreSQL type and where its value comes from. */
export type Column<R> = readonly [name: string, type: string, value: (row: R) => unknown];

/** `SELECT * FROM unnest(…)`: one array per column, one statement whatever the number of rows. */
export function unnested<R>(columns: readonly Column<R>[]) {
  const names = columns.map(([name]) => name).join(', ');
  const arrays = columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ');
  return {
    names,
    source: `SELECT * FROM unnest(${arrays})`,
    parameters: (rows: readonly R[]): unknown[] =>
      columns.map(([, , value]) => rows.map((row) => value(row) ?? null)),
  };
}

export const at = (instant: Instant | undefined): string | undefined =>
  instant === undefined ? undefined : new Date(instant).toISOString();

export const instantOf = (date: Date | null): Instant | undefined => date?.getTime();

export const orUndefined = <T>(value: T | null): T | undefined => value ?? undefined;
