import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changed, newId, nothing } from '@cartrail/kernel';
import { change, ChangeFailed, ChangeShell, type AnyChange } from '@cartrail/messaging';
import type { TestService } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { causeFor, hitsOf, startPlumbing, things, type Hit, type Thing } from './support/things.js';

let service: TestService;

beforeAll(async () => {
  service = await startPlumbing({});
});

afterAll(async () => {
  await service.stop();
});

const apply = (changes: readonly AnyChange[]) =>
  service.app
    .get(DataSource)
    .transaction((tx) => service.app.get(ChangeShell).apply(tx, ['demo01'], changes));

const count = (name: string, then?: () => readonly AnyChange[]): AnyChange =>
  change<Thing, Hit>({
    store: things,
    find: { key: name, text: name },
    createAs: newId(),
    cause: causeFor('demo01'),
    decide: (state) =>
      state?.hits === 3
        ? nothing('full')
        : changed<Thing, Hit>({ name, hits: (state?.hits ?? 0) + 1 }, { why: name }),
    ...(then ? { then } : {}),
  });

describe('what a change leads to', () => {
  it('is written with it, also where it creates', async () => {
    const outcomes = await apply([count('a', () => [count('a-child')])]);
    expect(outcomes).toHaveLength(1);
    expect([await hitsOf(service, 'a'), await hitsOf(service, 'a-child')]).toEqual([1, 1]);
  });

  it('sees what the batch and earlier follow-ups made of the same aggregate', async () => {
    await apply([count('b', () => [count('shared')]), count('c', () => [count('shared')]), count('shared')]);
    expect(await hitsOf(service, 'shared')).toBe(3);
  });

  it('does not happen when nothing changed', async () => {
    await apply([count('d'), count('d'), count('d')]);
    await apply([count('d', () => [count('d-child')])]);
    expect(await hitsOf(service, 'd-child')).toBe(0);
  });

  it('takes everything back when it fails, and names the change that led to it', async () => {
    const broken = change<Thing, Hit>({
      store: things,
      find: { key: 'broken', text: 'broken' },
      cause: causeFor('demo01'),
      decide: () => {
        throw new TypeError('bug');
      },
    });
    await expect(apply([count('e'), count('f', () => [broken])])).rejects.toMatchObject({ index: 1 });
    expect([await hitsOf(service, 'e'), await hitsOf(service, 'f')]).toEqual([0, 0]);
  });

  it('ends with an error where changes lead in a circle', async () => {
    const endless = (): AnyChange => count(newId(), () => [endless()]);
    await expect(apply([endless()])).rejects.toBeInstanceOf(ChangeFailed);
  });
});
