import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changed, newId } from '@cartrail/kernel';
import { change, ChangeShell, Commands, isLostRace, Reader, type AnyChange } from '@cartrail/messaging';
import { waitUntil, type TestService } from '@cartrail/testing';
import { DataSource, type EntityManager } from 'typeorm';
import { causeFor, startPlumbing, things, type Hit, type Thing } from './support/things.js';

let service: TestService;

beforeAll(async () => {
  service = await startPlumbing({});
});

afterAll(async () => {
  await service.stop();
});

/** A hit of the thing with this id, which whoever comes first creates. */
const hit = (id: string): AnyChange =>
  change<Thing, Hit>({
    store: things,
    find: { id },
    createAs: id,
    cause: causeFor('demo01'),
    decide: (state) => changed<Thing, Hit>({ name: id, hits: (state?.hits ?? 0) + 1 }, { why: id }),
  });

const apply = (tx: EntityManager, ids: readonly string[]) =>
  service.app.get(ChangeShell).apply(tx, ['demo01'], ids.map(hit));

/** Runs `second` up to where it waits for what `first` has written, then lets `first` commit. */
async function atOnce(
  first: readonly string[],
  second: () => Promise<unknown>,
): Promise<PromiseSettledResult<unknown>> {
  const database = service.app.get(DataSource);
  let running: Promise<PromiseSettledResult<unknown>[]> | undefined;
  await database.transaction(async (tx) => {
    await apply(tx, first);
    running = Promise.allSettled([second()]);
    await waitUntil(async () => {
      const [row]: { waiting: boolean }[] = await database.query(
        `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'transactionid') AS waiting`,
      );
      return row?.waiting === true ? undefined : 'the second to wait for the first';
    });
  });
  const [settled] = (await running) ?? [];
  if (!settled) throw new Error('the second was never started');
  return settled;
}

const stored = (id: string) =>
  service.app
    .get(Reader)
    .read('demo01', (query) => query('SELECT hits, sequence FROM thing WHERE id = $1', [id]));

describe('two batches that create the same aggregate at once', () => {
  it('lose nothing of what either heard: the second is taken again', async () => {
    const [shared, other] = [newId(), newId()];
    const settled = await atOnce([shared], () =>
      service.app.get(Commands).execute({
        cause: causeFor('demo01'),
        route: 'test',
        fingerprint: '',
        changes: [other, shared].map(hit),
        answer: () => ({ status: 200, body: null }),
      }),
    );
    expect(settled.status).toBe('fulfilled');
    expect(await stored(shared)).toEqual([{ hits: 2, sequence: 2 }]);
    expect(await stored(other)).toEqual([{ hits: 1, sequence: 1 }]);
  });

  it('are told apart from a failure', async () => {
    const id = newId();
    const settled = await atOnce([id], () =>
      service.app.get(DataSource).transaction((tx) => apply(tx, [id])),
    );
    expect(settled.status === 'rejected' && isLostRace(settled.reason)).toBe(true);
    expect(await stored(id)).toEqual([{ hits: 1, sequence: 1 }]);
  });
});
