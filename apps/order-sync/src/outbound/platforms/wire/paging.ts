import { TooManyRows } from '../../../application/ports.js';

export interface NumberedPage<T> {
  readonly total: number;
  readonly rows: readonly T[];
}

export interface Numbering {
  /** What the platform calls its first page. */
  readonly first: 0 | 1;
  readonly size: number;
  /** Rows the list can reach. */
  readonly maxRows: number;
}

/**
 * Numbered pages from the last to the first: a row that changes while we read leaves the window, and what stood
 * behind it moves one place up, into a page still to be read.
 */
export async function* lastPageFirst<T>(
  { first, size, maxRows }: Numbering,
  fetch: (page: number) => Promise<NumberedPage<T>>,
): AsyncGenerator<readonly T[]> {
  const { total, rows } = await fetch(first);
  if (total > maxRows) throw new TooManyRows(total);
  const pages = Math.ceil(total / size);
  if (pages <= 1) yield rows;
  for (let page = pages - 1; page >= 0 && pages > 1; page--) yield (await fetch(first + page)).rows;
}

export interface CursorPage<T> {
  readonly rows: readonly T[];
  /** Absent: the end. */
  readonly next?: string;
}

/** Pages that each name the next one. A cursor that comes back again is an end, or reading would not have one. */
export async function* byCursor<T>(
  fetch: (cursor: string | undefined) => Promise<CursorPage<T>>,
): AsyncGenerator<readonly T[]> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const { rows, next } = await fetch(cursor);
    yield rows;
    cursor = next !== undefined && !seen.has(next) ? next : undefined;
    if (cursor !== undefined) seen.add(cursor);
  } while (cursor !== undefined);
}
