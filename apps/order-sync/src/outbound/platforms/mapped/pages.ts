import { DAY, MINUTE } from '@cartrail/kernel';
import {
  PlatformFailure,
  TooManyRows,
  type Ask,
  type Listing,
  type ShopRef,
  type Window,
} from '../../../application/ports.js';
import type { ListSource, Paginator } from '../../../domain/mapping/document.js';
import { holds, rowsAt, textAt } from '../../../domain/mapping/lists.js';
import { byCursor, lastPageFirst } from '../wire/paging.js';
import type { MappedClient } from './client.js';

type Rows = readonly unknown[];
type Fetch = (tokens: readonly (readonly [string, string])[]) => Promise<unknown>;

/** A list of the document over a window of time, its rows still as the source wrote them. */
export function listingOf<T>(
  client: MappedClient,
  source: ListSource,
  toPage: (shop: ShopRef, rows: Rows, askedAt: number) => Promise<readonly T[]>,
  now: () => number,
): Listing<T> {
  return {
    maxSpanMs: source.maxSpanMinutes * MINUTE,
    maxAgeMs: source.maxAgeDays * DAY,
    async *pages(shop: ShopRef, window: Window, ask: Ask) {
      let askedAt = now();
      const fetch: Fetch = (tokens) => {
        askedAt = now();
        const given = new Map([
          ['window.start', client.moment(window.from)],
          ['window.end', client.moment(window.to)],
          ['shop.id', shop.vendorShopId],
          ...tokens,
        ]);
        return ask((accessToken) => client.call(source.call, given, accessToken));
      };
      for await (const rows of pagesOf(source, fetch)) yield await toPage(shop, rows, askedAt);
    },
  };
}

/** A source that names no list: what it has comes by push alone. */
export const noListing = <T>(): Listing<T> => ({
  maxSpanMs: DAY,
  maxAgeMs: DAY,
  pages: () => single(() => Promise.resolve([])),
});

function pagesOf({ list, paginator }: ListSource, fetch: Fetch): AsyncIterable<Rows> {
  const rowsOf = (answer: unknown): Rows => {
    const rows = rowsAt(list, answer);
    if (!rows) throw new PlatformFailure('invalid', `the answer has no list at ${list}`);
    return rows;
  };
  switch (paginator.kind) {
    case 'none':
      return single(async () => rowsOf(await fetch([])));
    case 'cursor':
      return cursorPages(paginator, fetch, rowsOf);
    case 'page':
      return numberedPages(paginator, fetch, rowsOf);
  }
}

async function* single<R>(fetch: () => Promise<readonly R[]>): AsyncGenerator<readonly R[]> {
  yield await fetch();
}

function cursorPages(
  { next, size, more }: Extract<Paginator, { kind: 'cursor' }>,
  fetch: Fetch,
  rowsOf: (answer: unknown) => Rows,
): AsyncIterable<Rows> {
  return byCursor(async (cursor) => {
    const answer = await fetch([
      ['cursor', cursor ?? ''],
      ['pageSize', String(size ?? '')],
    ]);
    const ends = more !== undefined && !holds(more, answer);
    return { rows: rowsOf(answer), ...(!ends && { next: textAt(next, answer) }) };
  });
}

function numberedPages(
  paginator: Extract<Paginator, { kind: 'page' }>,
  fetch: Fetch,
  rowsOf: (answer: unknown) => Rows,
): AsyncIterable<Rows> {
  const { first, size, maxRows, total, lastFirst } = paginator;
  const page = (number: number) =>
    fetch([
      ['page', String(number)],
      ['pageSize', String(size)],
    ]);
  if (lastFirst && total !== undefined)
    return lastPageFirst({ first, size, maxRows }, async (number) => {
      const answer = await page(number);
      return { total: totalOf(total, answer), rows: rowsOf(answer) };
    });
  return forward(paginator, page, rowsOf);
}

/** From the first page on, until the source says that there is no more, or a page is not full. */
async function* forward(
  { first, size, maxRows, total, more }: Extract<Paginator, { kind: 'page' }>,
  fetch: (page: number) => Promise<unknown>,
  rowsOf: (answer: unknown) => Rows,
): AsyncGenerator<Rows> {
  for (let page = 0; ; page++) {
    const answer = await fetch(first + page);
    const rows = rowsOf(answer);
    const count = total === undefined ? undefined : totalOf(total, answer);
    if (page === 0 && count !== undefined && count > maxRows) throw new TooManyRows(count);
    if (page > 0 && page * size >= maxRows)
      throw new PlatformFailure('invalid', `the list goes on beyond ${maxRows} rows`);
    yield rows;
    const ends = more === undefined ? rows.length < size : !holds(more, answer);
    if (ends || rows.length === 0 || (count !== undefined && (page + 1) * size >= count)) return;
  }
}

function totalOf(path: string, answer: unknown): number {
  const total = Number(textAt(path, answer) ?? NaN);
  if (!Number.isSafeInteger(total) || total < 0)
    throw new PlatformFailure('invalid', `the answer has no number of rows at ${path}`);
  return total;
}
