import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topics } from '@cartrail/contracts';
import { testServers, type TestEnvironment, type TestService } from '@cartrail/testing';
import { Client } from 'pg';
import { register } from 'prom-client';
import { startPlumbing } from './support/things.js';

const BACKLOG = 40_000;

describe('the relay', () => {
  let service: TestService;
  let admin: Client;

  beforeAll(async () => {
    service = await startPlumbing({});
    const url = new URL(testServers().adminUrl);
    url.pathname = new URL(service.database.url).pathname;
    admin = new Client({ connectionString: url.toString() });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await service.stop();
  });

  const fill = (rows: number) =>
    admin.query(
      `INSERT INTO outbox (shard, topic, key, headers, payload)
       SELECT 0, $1, 'demo01:' || place, '{}', repeat('x', 900) FROM generate_series(1, $2::int) AS place`,
      [topics.orderEvents.name, rows],
    );

  it('sends a long backlog at once, although every statistic says that the outbox is empty', async () => {
    await admin.query('VACUUM ANALYZE outbox');
    // The relay has looked into an empty outbox often enough to keep the plan it made for one.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await fill(BACKLOG);
    await service.caughtUp();
    await expect(service.recorder.behind()).resolves.toBeUndefined();
  });

  it('sends the largest row there may be together with the small ones before it', async () => {
    const sent = async () => {
      const text = await register.getSingleMetricAsString('relay_batch_size');
      const of = (name: string) => Number(new RegExp(`_${name}(?:{.*?})? (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
      return { batches: of('count'), rows: of('sum') };
    };
    const before = await sent();
    await admin.query(
      `INSERT INTO outbox (shard, topic, key, headers, payload)
       SELECT 0, $1, 'demo01:1', '{}', repeat('x', size)
         FROM unnest(array_append(array_fill(1000, ARRAY[100]), 900000)) AS size`,
      [topics.orderEvents.name],
    );
    await service.caughtUp();

    const after = await sent();
    expect(after.rows - before.rows).toBe(101);
    expect(after.batches - before.batches).toBe(1);
  });
});

describe('a relay that stumbles in a backlog, while one batch is sent and its neighbours are committed and read', () => {
  const KEYS = 7;
  const ROWS = 3_000;
  const backlog = async ({ databaseUrl }: TestEnvironment) => {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(
      `INSERT INTO outbox (shard, topic, key, headers, payload)
       SELECT 0, $1, 'demo01:' || place % $2, '{}', json_build_object('sequence', place, 'data', repeat('x', 900))
         FROM generate_series(1, $3::int) AS place ORDER BY place`,
      [topics.orderEvents.name, KEYS, ROWS],
    );
    await client.end();
  };

  it.each(['relay.after_read', 'relay.after_send', 'relay.after_commit'])(
    'at %s loses nothing, and what comes again comes in order',
    async (name) => {
      const service = await startPlumbing({ before: backlog, failpoints: `${name}=throw@2` });
      try {
        await service.caughtUp();
        const seen = new Map<string, Set<number>>();
        for (const { key, event } of service.recorder.all()) {
          const places = seen.get(key) ?? new Set<number>();
          seen.set(key, places.add(Number(event.sequence)));
        }
        const inOrder = Array.from({ length: ROWS }, (_, index) => index + 1);
        for (let key = 0; key < KEYS; key++)
          expect([...(seen.get(`demo01:${key}`) ?? [])]).toEqual(
            inOrder.filter((place) => place % KEYS === key),
          );
      } finally {
        await service.stop();
      }
    },
  );
});
