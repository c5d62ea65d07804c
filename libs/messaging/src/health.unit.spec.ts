import { expect, it } from '@jest/globals';
import { MessagingHealth } from './health.js';

const away = () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7:5432'));
const there = () => Promise.resolve([]);

const health = (given: { query?: () => Promise<unknown>; stillMs?: number }) =>
  new MessagingHealth({ query: (given.query ?? there) as never }, { stillMs: () => given.stillMs ?? 0 });

it('a service is ready while its database answers', async () => {
  await expect(health({}).ready()).resolves.toBeUndefined();
  await expect(health({ query: away }).ready()).rejects.toThrow('the database does not answer');
  await expect(health({ query: () => new Promise(() => undefined) }).ready()).rejects.toThrow(
    'the database does not answer',
  );
});

it('a service is stuck when a chunk does not move for a minute, but not for a database that is away', async () => {
  expect(await health({ stillMs: 59_000 }).stuck()).toBeUndefined();
  expect(await health({ stillMs: 61_000 }).stuck()).toBe('a chunk has not moved for 61 s');
  expect(await health({ stillMs: 61_000, query: away }).stuck()).toBeUndefined();
});
