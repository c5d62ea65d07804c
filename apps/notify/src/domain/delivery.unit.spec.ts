import { describe, expect, it } from '@jest/globals';
import { HOUR, SECOND } from '@cartrail/kernel';
import { resultOf, type AttemptReport } from './attempt.js';
import { recordAttempt, redeliver, type Delivery } from './delivery.js';
import { attemptDelaysMs } from './schedule.js';

const delivery: Delivery = {
  endpointId: 'e-1',
  channel: 'webhook',
  eventId: 'evt-1',
  state: 'waiting',
  attempts: 0,
  attemptsEver: 0,
  nextAt: 0,
};
const report = (over: Partial<AttemptReport> = {}): AttemptReport => ({
  attemptId: 'a-1',
  at: 1_000,
  durationMs: 0,
  result: 'failed',
  status: 500,
  ...over,
});
const after = (state: Delivery, given: AttemptReport): Delivery => {
  const decision = recordAttempt(state, state.attemptsEver, given, 0.5);
  if (decision.kind !== 'changed') throw new Error(decision.kind);
  return decision.state;
};
const kinds = (decision: ReturnType<typeof recordAttempt>) =>
  decision.kind === 'changed' ? decision.facts.map(({ kind }) => kind) : decision.kind;

describe('an attempt', () => {
  it('ends a delivery when it succeeds', () => {
    const decision = recordAttempt(delivery, 0, report({ result: 'succeeded', status: 204 }), 0.5);
    expect(kinds(decision)).toEqual(['AttemptMade', 'DeliverySucceeded']);
    expect(decision).toMatchObject({ state: { state: 'succeeded', attemptsEver: 1, lastStatus: 204 } });
  });

  it('is followed by the next of the schedule, counted from when it ended', () => {
    expect(after(delivery, report({ durationMs: 200 }))).toMatchObject({
      state: 'waiting',
      attempts: 1,
      nextAt: 1_200 + 5 * SECOND,
    });
  });

  it('is one of ten; then the delivery is given up', () => {
    let state = delivery;
    for (let tried = 1; tried < attemptDelaysMs.length; tried++) state = after(state, report());
    expect(state).toMatchObject({ state: 'waiting', attempts: 9 });
    expect(kinds(recordAttempt(state, 9, report(), 0.5))).toEqual(['AttemptMade', 'DeliveryGivenUp']);
  });

  it('is the last one when the receiver says it is gone', () => {
    expect(kinds(recordAttempt(delivery, 0, report({ result: 'gone', status: 410 }), 0.5))).toEqual([
      'AttemptMade',
      'DeliveryGivenUp',
    ]);
  });

  it('waits for Retry-After', () => {
    expect(after(delivery, report({ result: 'throttled', retryAfterMs: HOUR })).nextAt).toBe(1_000 + HOUR);
  });

  it('counts once, even when a worker reports it after its lease', () => {
    const once = after(delivery, report());
    expect(recordAttempt(once, 0, report(), 0.5).kind).toBe('nothing');
    expect(recordAttempt(undefined, 0, report(), 0.5).kind).toBe('nothing');
  });
});

describe('a redelivery', () => {
  it('goes out at once with the whole schedule before it, under the same id', () => {
    const given: Delivery = { ...delivery, state: 'given_up', attempts: 10, attemptsEver: 10 };
    expect(redeliver(given, 'e-1', 5_000)).toMatchObject({
      kind: 'changed',
      state: { state: 'waiting', attempts: 0, attemptsEver: 10, nextAt: 5_000, eventId: 'evt-1' },
    });
  });

  it("is refused for another endpoint's delivery, and for a robot's", () => {
    expect(redeliver({ ...delivery, channel: 'robot' }, 'e-1', 0).kind).toBe('refused');
    expect(redeliver(delivery, 'e-2', 0)).toMatchObject({ kind: 'refused', code: 'delivery/not-found' });
    expect(redeliver(undefined, 'e-1', 0).kind).toBe('refused');
  });
});

describe('an answer', () => {
  it.each([
    [200, 'succeeded'],
    [204, 'succeeded'],
    [301, 'failed'],
    [308, 'failed'],
    [400, 'failed'],
    [410, 'gone'],
    [429, 'throttled'],
    [500, 'failed'],
    [502, 'throttled'],
    [503, 'throttled'],
    [504, 'throttled'],
  ])('%d means %s', (status, result) => {
    expect(resultOf(status)).toBe(result);
  });
});
