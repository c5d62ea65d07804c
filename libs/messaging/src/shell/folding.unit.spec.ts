import { describe, expect, it } from '@jest/globals';
import { changed, nothing, refused, type Cause, type Decision } from '@cartrail/kernel';
import type { EntityManager } from 'typeorm';
import { Folding } from './folding.js';
import {
  change,
  ChangeFailed,
  type AggregateStore,
  type Loaded,
  type Outcome,
  type Stored,
} from './types.js';

type Count = { readonly total: number };
type Fact = { readonly by: number };

const tx = {} as EntityManager;
const cause: Cause = { tenantId: 'demo01', correlationId: 'c', causationId: 'd' };

class Counters implements AggregateStore<Count, Fact> {
  readonly aggregate = 'counter';
  saved: readonly Stored<Count, Fact>[] = [];
  constructor(
    private readonly rows: readonly Loaded<Count>[],
    private readonly keys: Readonly<Record<string, string[]>> = {},
  ) {}
  resolve = () => Promise.resolve(new Map(Object.entries(this.keys)));
  load = () => Promise.resolve(this.rows);
  save = (_: EntityManager, rows: readonly Stored<Count, Fact>[]) => {
    this.saved = rows;
    return Promise.resolve();
  };
  publish = () => undefined;
}

const add =
  (by: number) =>
  (state: Count | undefined): Decision<Count, Fact> =>
    changed({ total: (state?.total ?? 0) + by }, { by });

async function run(store: Counters, changes: ReturnType<typeof change>[]): Promise<Outcome[][]> {
  const folding = new Folding(changes[0]?.store ?? store);
  for (const each of changes) folding.add(each);
  await folding.load(tx);
  const outcomes = changes.map((each, index) => {
    const out: Outcome[] = [];
    folding.fold(each, index, out);
    return out;
  });
  await folding.save(tx);
  return outcomes;
}

describe('folding a batch', () => {
  it('lets each change see what the ones before it made of the aggregate, and writes it once', async () => {
    const store = new Counters([{ tenantId: 'demo01', id: 'a', sequence: 3, state: { total: 10 } }]);
    await run(
      store,
      [1, 2, 3].map((by) => change({ store, find: { id: 'a' }, cause, decide: add(by) })),
    );
    expect(store.saved).toHaveLength(1);
    expect(store.saved[0]).toMatchObject({
      state: { total: 16 },
      facts: [{ by: 1 }, { by: 2 }, { by: 3 }],
      created: false,
    });
  });

  it('creates an absent natural key once, however many changes of the batch name it', async () => {
    const store = new Counters([]);
    const changes = ['x', 'y'].map((createAs) =>
      change({ store, find: { key: 'K', text: 'K' }, createAs, cause, decide: add(1) }),
    );
    await run(store, changes);
    expect(store.saved.map(({ id, state }) => [id, state.total])).toEqual([['x', 2]]);
  });

  it('decides for every aggregate a natural key names', async () => {
    const store = new Counters(
      ['a', 'b'].map((id) => ({ tenantId: 'demo01', id, sequence: 0, state: { total: 0 } })),
      { 'demo01/K': ['a', 'b'] },
    );
    await run(store, [change({ store, find: { key: 'K', text: 'K' }, cause, decide: add(5) })]);
    expect(store.saved.map(({ state }) => state.total)).toEqual([5, 5]);
  });

  it('keeps apart what two tenants call by the same id', async () => {
    const store = new Counters([{ tenantId: 'demo01', id: 'a', sequence: 1, state: { total: 1 } }]);
    const other = { ...cause, tenantId: 'demo02' };
    await run(store, [
      change({ store, find: { id: 'a' }, cause, decide: add(1) }),
      change({ store, find: { id: 'a' }, createAs: 'a', cause: other, decide: add(5) }),
    ]);
    const totals = store.saved.map(({ tenantId, state }) => [tenantId, state.total]);
    expect(totals.sort()).toEqual([
      ['demo01', 2],
      ['demo02', 5],
    ]);
  });

  it('writes nothing for repeats and refusals, and says which was which', async () => {
    const store = new Counters([{ tenantId: 'demo01', id: 'a', sequence: 1, state: { total: 1 } }]);
    const outcomes = await run(store, [
      change<Count, Fact>({ store, find: { id: 'a' }, cause, decide: () => nothing() }),
      change<Count, Fact>({ store, find: { id: 'a' }, cause, decide: () => refused('counter/full') }),
    ]);
    expect(outcomes.flat().map(({ kind }) => kind)).toEqual(['nothing', 'refused']);
    expect(store.saved).toHaveLength(0);
  });

  it('names the change whose code threw', async () => {
    const store = new Counters([]);
    const failing = change<Count, Fact>({
      store,
      find: { id: 'a' },
      createAs: 'a',
      cause,
      decide: () => {
        throw new TypeError('bug');
      },
    });
    const fine = change({ store, find: { id: 'b' }, createAs: 'b', cause, decide: add(1) });
    await expect(run(store, [fine, failing])).rejects.toMatchObject({ index: 1 });
    await expect(run(store, [failing])).rejects.toBeInstanceOf(ChangeFailed);
  });
});
