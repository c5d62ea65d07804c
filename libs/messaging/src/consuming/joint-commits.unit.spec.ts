import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '@cartrail/testing';
import type { Work } from './chunk.js';
import { JointCommits, TakenApart, type Part } from './joint-commits.js';

const record = { source: { topic: 'orders', partition: 0, offset: '0' }, key: 'k', value: null };
const work: Work = { record, changes: [], effects: [] };

/** `partition` names the part. */
const part = (partition: number, records = 1, behind = true): Part => ({
  lane: { group: 'g', topic: 'orders', partition, next: 0n, epoch: '1', generation: 1, sought: false },
  work: Array.from({ length: records }, () => work),
  to: 1n,
  behind,
});

/** Transactions that end only when told to. */
function heldBack() {
  const open: { readonly partitions: number[]; end: (error?: Error) => void }[] = [];
  const commits = new JointCommits(
    (parts) =>
      new Promise((resolve, reject) => {
        const end = (error?: Error): void => {
          if (error) reject(error);
          else resolve();
        };
        open.push({ partitions: parts.map(({ lane }) => lane.partition), end });
      }),
  );
  return { commits, open };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const settled = (run: Promise<void>): Promise<unknown> => run.catch((error: unknown) => error);

describe('a group that commits its partitions together', () => {
  it('puts the parts of one fetch into one transaction', async () => {
    const { commits, open } = heldBack();
    const runs = [1, 2, 3].map((each) => commits.run(part(each), false));
    await turn();
    expect(open.map(({ partitions }) => partitions)).toEqual([[1, 2, 3]]);
    open[0]?.end();
    await Promise.all(runs);
  });

  it('keeps two transactions open and gathers what comes meanwhile for the next', async () => {
    const { commits, open } = heldBack();
    for (const each of [1, 2, 3, 4]) {
      void commits.run(part(each), false);
      await turn();
    }
    expect(open.map(({ partitions }) => partitions)).toEqual([[1], [2]]);
    open[0]?.end();
    await turn();
    expect(open.map(({ partitions }) => partitions)).toEqual([[1], [2], [3, 4]]);
  });

  it('lets a trickle gather: the first goes at once, what follows it goes together a little later', async () => {
    const { commits, open } = heldBack();
    for (const each of [1, 2, 3]) {
      void commits.run(part(each, 1, false), false);
      await turn();
    }
    expect(open.map(({ partitions }) => partitions)).toEqual([[1]]);
    await waitUntil(() => (open.length > 1 ? undefined : 'the second transaction'));
    expect(open.map(({ partitions }) => partitions)).toEqual([[1], [2, 3]]);
  });

  it('carries at most 500 records in one, but a bigger part still goes', async () => {
    const { commits, open } = heldBack();
    for (const [partition, records] of [300, 200, 1, 600].entries())
      void commits.run(part(partition, records), false);
    await turn();
    open[0]?.end();
    open[1]?.end();
    await turn();
    expect(open.map(({ partitions }) => partitions)).toEqual([[0, 1], [2], [3]]);
  });

  it('tells every part of a failed transaction to go alone, and the one that failed alone why', async () => {
    const { commits, open } = heldBack();
    const together = [1, 2].map((each) => settled(commits.run(part(each), false)));
    await turn();
    const refused = new Error('refused');
    open[0]?.end(refused);
    for (const outcome of await Promise.all(together)) expect(outcome).toBeInstanceOf(TakenApart);
    const [first] = [1, 2].map((each) => settled(commits.run(part(each), true)));
    await turn();
    expect(open.slice(1).map(({ partitions }) => partitions)).toEqual([[1], [2]]);
    open[1]?.end(refused);
    expect(await first).toBe(refused);
  });
});
