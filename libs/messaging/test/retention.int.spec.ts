import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DAY, newId } from '@cartrail/kernel';
import { Timers } from '@cartrail/messaging';
import type { TestService } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { startPlumbing } from './support/things.js';

let service: TestService;

beforeAll(async () => {
  service = await startPlumbing({});
});
afterAll(() => service.stop());

const dataSource = () => service.app.get(DataSource);

/** A push that came so many days ago, by the clock that pushes are stamped with. */
const push = (state: string, days: number) =>
  dataSource().query(
    `INSERT INTO ingress (provider, connection_id, dedupe_key, received_at, headers, body, state)
     VALUES ('test', 'demo01-a', $1, $2, '{}', '', $3)`,
    [`${state} ${days}`, new Date(service.clock.now() - days * DAY), state],
  );

const effect = (state: string, days: number) =>
  dataSource().query(
    `INSERT INTO effect (id, tenant_id, kind, idempotency_key, state, next_at, request)
     VALUES ($1, 'demo01', 'test', $2, $3, now() - $4 * interval '1 day', '{}')`,
    [newId(), `${state} ${days}`, state, days],
  );

it('what is done with or discarded goes when it is old by its own clock, and what waits for a person stays', async () => {
  service.clock.advance(400 * DAY);
  for (const state of ['done', 'discarded', 'parked']) for (const days of [6, 8]) await push(state, days);
  for (const state of ['done', 'discarded', 'failed']) for (const days of [29, 31]) await effect(state, days);

  await service.app.get(Timers).runNow('retention');

  const left = await dataSource().query<{ key: string }[]>(
    'SELECT dedupe_key AS key FROM ingress UNION ALL SELECT idempotency_key FROM effect',
  );
  expect(left.map(({ key }) => key).sort()).toEqual([
    'discarded 29',
    'discarded 6',
    'done 29',
    'done 6',
    'failed 29',
    'failed 31',
    'parked 6',
    'parked 8',
  ]);
});
