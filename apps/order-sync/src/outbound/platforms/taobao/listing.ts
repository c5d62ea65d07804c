import type { Window } from '../../../application/ports.js';
import { lastPageFirst } from '../wire/paging.js';
import type { Id } from '../wire/values.js';
import type { Question } from './client.js';
import { MAX_ROWS, PAGE_SIZE } from './manifest.js';

interface ListedPage<T> {
  readonly total: Id | undefined;
  readonly rows: readonly T[];
}

/** The platform lists the newest first and asks for the last page first, so that nothing slips. */
export function numberedPages<T>(
  window: Window,
  fetch: (question: Question) => Promise<ListedPage<T>>,
): AsyncIterable<readonly T[]> {
  return lastPageFirst({ first: 1, size: PAGE_SIZE, maxRows: MAX_ROWS }, async (page) => {
    const { total, rows } = await fetch({ ...window, page, size: PAGE_SIZE });
    return { total: Number(total ?? rows.length), rows };
  });
}
