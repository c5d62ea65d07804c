import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keepPages } from './keep-pages.js';

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function* pagesOf(pages: readonly (readonly number[])[]): AsyncGenerator<readonly number[]> {
  for (const page of pages) {
    await soon();
    yield page;
  }
}

/** A keeper whose every batch ends when it is told to. */
function slowKeeper() {
  const begun: { readonly rows: readonly number[]; readonly end: () => void; readonly fail: () => void }[] =
    [];
  const keep = (rows: readonly number[]): Promise<void> =>
    new Promise((resolve, reject) => {
      begun.push({
        rows,
        end: resolve,
        fail: () => {
          reject(new Error('the database is away'));
        },
      });
    });
  return { begun, keep };
}

async function until(holds: () => boolean): Promise<void> {
  for (let turns = 0; !holds() && turns < 1_000; turns++) await soon();
}

describe('the pages of a walk', () => {
  it('are kept, every row once, however they are cut and however long a batch takes', async () => {
    const pages = fc.array(fc.array(fc.integer(), { maxLength: 150 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(pages, fc.array(fc.nat({ max: 4 })), async (given, waits) => {
        const kept: number[] = [];
        await keepPages(pagesOf(given), async (rows) => {
          for (let turns = waits.pop() ?? 0; turns > 0; turns--) await soon();
          kept.push(...rows);
        });
        expect(kept.sort()).toEqual(given.flat().sort());
      }),
      { numRuns: 50 },
    );
  });

  it('are asked for while two batches are under way, and those that came meanwhile are one batch', async () => {
    const { begun, keep } = slowKeeper();
    const all = keepPages(pagesOf([[1], [2], [3], [4]]), keep);
    await until(() => begun.length === 2);
    for (let turn = 0; turn < 10; turn++) await soon();
    expect(begun.map(({ rows }) => rows)).toEqual([[1], [2]]);
    begun[0]?.end();
    await until(() => begun.length === 3);
    expect(begun[2]?.rows).toEqual([3, 4]);
    for (const { end } of begun) end();
    await all;
  });

  it('are not asked for without end while nothing is kept', async () => {
    let asked = 0;
    const pages = async function* () {
      for (; asked < 20; asked++) yield await Promise.resolve(new Array<number>(100).fill(asked));
    };
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    const all = keepPages(pages(), () => opened);
    for (let turn = 0; turn < 20; turn++) await soon();
    expect(asked).toBe(4);
    open();
    await all;
    expect(asked).toBe(20);
  });

  it('are over only when what was begun has ended, and fail as the first batch did, with no further one', async () => {
    const { begun, keep } = slowKeeper();
    let over: unknown;
    void keepPages(pagesOf([[1], [2], [3]]), keep).catch((error: unknown) => {
      over = error;
    });
    await until(() => begun.length === 2);
    begun[0]?.fail();
    for (let turn = 0; turn < 10; turn++) await soon();
    expect([begun.length, over]).toEqual([2, undefined]);
    begun[1]?.end();
    await until(() => over !== undefined);
    expect(over).toEqual(new Error('the database is away'));
  });

  it('are kept as far as they came where the platform fails, and then its failure is told', async () => {
    const kept: number[] = [];
    const pages = async function* () {
      yield* pagesOf([[1], [2]]);
      throw new Error('no answer');
    };
    const all = keepPages(pages(), async (rows) => {
      await soon();
      kept.push(...rows);
    });
    await expect(all).rejects.toThrow('no answer');
    expect(kept).toEqual([1, 2]);
  });
});
