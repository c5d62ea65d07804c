import { describe, expect, it } from '@jest/globals';
import { DAY } from '@cartrail/kernel';
import { idPages } from './listing.js';
import { caseLists, orderLists } from './manifest.js';
import type { ListedSpan } from './client.js';

const window = { from: 1_700_000_000_500, to: 1_700_000_060_500 };

async function drain(pages: AsyncIterable<readonly string[]>): Promise<string[][]> {
  const read: string[][] = [];
  for await (const page of pages) read.push([...page]);
  return read;
}

describe('a list of ids', () => {
  it('is read to its end, each page with a token of its own, over whole seconds outward', async () => {
    const asked: (ListedSpan & { token: string })[] = [];
    let tokens = 0;
    const pages = idPages(
      'update',
      window,
      (call) => call(`token-${(tokens += 1)}`),
      (token, span) => {
        asked.push({ token, ...span });
        return Promise.resolve(
          span.nextKey === undefined
            ? { ids: ['1', 2], has_more: true, next_key: 'k' }
            : { ids: ['3705115058471208928'], has_more: false, next_key: 'left over' },
        );
      },
    );
    expect(await drain(pages)).toEqual([['1', '2'], ['3705115058471208928']]);
    const span = { by: 'update', from: 1_700_000_000, to: 1_700_000_061 };
    expect(asked).toEqual([
      { token: 'token-1', ...span, nextKey: undefined },
      { token: 'token-2', ...span, nextKey: 'k' },
    ]);
  });

  it('is broken off where there is more and no way to it: silence would lose rows', async () => {
    const pages = idPages(
      'create',
      window,
      (call) => call('t'),
      () => Promise.resolve({ has_more: true }),
    );
    await expect(drain(pages)).rejects.toMatchObject({ kind: 'transient' });
  });

  it.each([
    ['orders', orderLists.maxSpanMs, 7 * DAY],
    ['cases', caseLists.maxSpanMs, DAY],
  ])(
    'of %s never asks for more than the platform’s span, however the window falls',
    (_of, longest, limit) => {
      for (const from of [0, 1, 500, 999]) {
        const span = Math.ceil((from + longest) / 1000) - Math.floor(from / 1000);
        expect(span * 1000).toBeLessThanOrEqual(limit);
      }
    },
  );
});
