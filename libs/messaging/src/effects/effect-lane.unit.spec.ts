import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { EffectLane } from './effect-lane.js';
import type { Answer, EffectRecorder } from './effect-recorder.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const row = {
  id: 'e1',
  tenantId: 'demo01',
  kind: 'k',
  idempotencyKey: 'k1',
  attempt: 6,
  request: '{}',
  cause: null,
};

/** A lane that finds these rows due, and the answers it has recorded. */
function laneWith(...rows: (typeof row)[]) {
  const dataSource = { query: () => Promise.resolve([rows.splice(0), 1]) };
  const answers: Answer[] = [];
  const recorder = { record: (answer: Answer) => Promise.resolve(void answers.push(answer)) };
  const lane = new EffectLane(
    { kind: 'k', concurrency: 2, timeoutMs: 600_000 },
    { execute: () => new Promise(() => undefined) },
    dataSource as unknown as DataSource,
    recorder as unknown as EffectRecorder,
    () => undefined,
  );
  return { lane, answers };
}

it('a call that the end of the service cuts off is due at once, and no failure, however often it was tried', async () => {
  const { lane, answers } = laneWith(row);
  lane.loop.start();
  await jest.advanceTimersByTimeAsync(0);
  const stopped = lane.stop();
  await jest.advanceTimersByTimeAsync(10_000);
  await stopped;

  expect(answers.map(({ result }) => result)).toMatchObject([
    { kind: 'retry', reason: 'the service stopped', afterMs: 0 },
  ]);
});

it('an effect whose request nobody can read fails alone; those claimed with it are called', async () => {
  const { lane, answers } = laneWith({ ...row, request: '{"half":' }, { ...row, id: 'e2' });
  lane.loop.start();
  await jest.advanceTimersByTimeAsync(0);
  expect(answers).toMatchObject([{ effect: { id: 'e1' }, result: { kind: 'failed' } }]);

  const stopped = lane.stop();
  await jest.advanceTimersByTimeAsync(10_000);
  await stopped;
  expect(answers).toMatchObject([{ effect: { id: 'e1' } }, { effect: { id: 'e2' } }]);
});
