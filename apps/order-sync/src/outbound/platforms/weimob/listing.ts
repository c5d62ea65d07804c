import { PlatformFailure, type Ask, type Listing, type Window } from '../../../application/ports.js';
import { lastPageFirst, type NumberedPage } from '../wire/paging.js';
import { codeOf, fromFen } from '../wire/values.js';
import type { ListQuery } from './client.js';
import { lists } from './manifest.js';
import type { QueryType, WeimobMeanings } from './settings.js';
import type { PageData } from './wire.js';

export interface Listed<W, T> {
  readonly by: QueryType;
  readonly search: (token: string, query: ListQuery) => Promise<PageData<W>>;
  readonly toRows: (wire: W) => readonly T[];
}

/** A list of Weimob's over a window of the time that its `queryTime.type` stands for. */
export const listingOf = <W, T>(meanings: WeimobMeanings, listed: Listed<W, T>): Listing<T> => ({
  ...lists,
  pages: (_shop, window, ask) =>
    lastPageFirst({ first: 1, size: lists.pageSize, maxRows: lists.maxRows }, (page) =>
      readPage(meanings, listed, { window, ask, page }),
    ),
});

async function readPage<W, T>(
  meanings: WeimobMeanings,
  { by, search, toRows }: Listed<W, T>,
  { window, ask, page }: { readonly window: Window; readonly ask: Ask; readonly page: number },
): Promise<NumberedPage<T>> {
  const type = meanings.queryTypes[by];
  const startTime = meanings.fromInstant(window.from, Math.floor);
  const endTime = meanings.fromInstant(window.to, Math.ceil);
  if (type === undefined || startTime === undefined || endTime === undefined) {
    throw new PlatformFailure(
      'invalid',
      `what weimob wants to hear is not public: set ${by}Type and timeUnit`,
    );
  }
  const query = { type: Number(type), startTime, endTime, page, size: lists.pageSize };
  const answer = await ask((token) => search(token, query));
  const [total, size] = [fromFen(answer.totalCount), codeOf(answer.pageSize)];
  if (total === undefined || (size !== undefined && size !== String(lists.pageSize))) {
    throw new PlatformFailure('invalid', `weimob pages by ${size ?? '?'} of ${String(total ?? '?')} rows`);
  }
  return { total, rows: (answer.pageList ?? []).flatMap(toRows) };
}
