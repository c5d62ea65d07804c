import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR, MINUTE, SECOND } from '@cartrail/kernel';
import type { AttemptReport } from './attempt.js';
import { afterAttempt, BREAKER_OPENS_AT, healthy, isSick, places, type Health } from './endpoint-health.js';
import {
  edit,
  noteAttempt,
  open,
  remove,
  requestReplay,
  requestTest,
  rotateSecret,
  signingSecrets,
  watch,
  type Endpoint,
  type EndpointDecision,
} from './endpoint.js';

const stateOf = (decision: EndpointDecision): Endpoint => {
  if (decision.kind !== 'changed') throw new Error(decision.kind);
  return decision.state;
};
const kinds = (decision: EndpointDecision) =>
  decision.kind === 'changed' ? decision.facts.map(({ kind }) => kind) : decision.kind;

const endpoint = stateOf(
  open({ channel: 'webhook', kind: 'standard', url: 'https://a.example/', sealedSecret: 's1' }, 0),
);
const failure = (at: number, over: Partial<AttemptReport> = {}): AttemptReport => ({
  attemptId: 'a',
  at,
  durationMs: 0,
  result: 'failed',
  ...over,
});
const failing = (days: number): Endpoint => ({
  ...endpoint,
  health: { ...healthy, failures: 9, failingSince: 0, toldDays: days },
});

describe('the breaker of an endpoint', () => {
  const afterFailures = (count: number): Health =>
    Array.from({ length: count }).reduce<Health>((health) => afterAttempt(health, failure(0)), healthy);

  it('stays shut for single failures', () => {
    expect(afterFailures(BREAKER_OPENS_AT - 1).holdUntil).toBe(0);
  });

  it('opens at the fifth failure in a row, longer each time, never longer than a minute', () => {
    expect(afterFailures(BREAKER_OPENS_AT).holdUntil).toBe(SECOND);
    expect(afterFailures(BREAKER_OPENS_AT + 2).holdUntil).toBe(4 * SECOND);
    expect(afterFailures(BREAKER_OPENS_AT + 50).holdUntil).toBe(MINUTE);
  });

  it('lets one probe through at a time, and all five after a success', () => {
    expect(isSick(afterFailures(1))).toBe(true);
    expect(isSick(afterAttempt(afterFailures(9), failure(0, { result: 'succeeded' })))).toBe(false);
    expect(places).toEqual({ healthy: 5, sick: 1 });
  });

  it('slows down for 429, 502, 503 and 504, and waits for Retry-After up to a day', () => {
    const asked = (retryAfterMs?: number) =>
      afterAttempt(healthy, failure(0, { result: 'throttled', retryAfterMs }));
    expect(asked().holdUntil).toBe(SECOND);
    expect(asked(HOUR).holdUntil).toBe(HOUR);
    expect(asked(9 * DAY).holdUntil).toBe(DAY);
  });
});

describe('an endpoint that only fails', () => {
  it('has its owner told on days one, three and five, once each, and is disabled on the fifth', () => {
    expect(watch(failing(0), DAY - 1).kind).toBe('nothing');
    expect(kinds(watch(failing(0), DAY))).toEqual(['EndpointFailing']);
    expect(watch(failing(1), 2 * DAY).kind).toBe('nothing');
    expect(kinds(watch(failing(1), 3 * DAY))).toEqual(['EndpointFailing']);
    expect(watch(failing(3), 4 * DAY).kind).toBe('nothing');
    const ended = watch(failing(3), 5 * DAY);
    expect(kinds(ended)).toEqual(['EndpointFailing', 'EndpointDisabled']);
    expect(stateOf(ended)).toMatchObject({ state: 'disabled', disabledWhy: 'failing' });
  });

  it('is forgiven everything by one success', () => {
    const forgiven = stateOf(noteAttempt(failing(3), failure(4 * DAY, { result: 'succeeded' })));
    expect(forgiven.health).toEqual(healthy);
    expect(watch(forgiven, 9 * DAY).kind).toBe('nothing');
  });

  it('keeps the moment of its first failure', () => {
    const once = stateOf(noteAttempt(endpoint, failure(7)));
    expect(stateOf(noteAttempt(once, failure(9))).health.failingSince).toBe(7);
  });
});

describe('an endpoint', () => {
  it('is disabled at once by 410', () => {
    const gone = noteAttempt(endpoint, failure(3, { result: 'gone' }));
    expect(kinds(gone)).toEqual(['EndpointDisabled']);
    expect(stateOf(gone)).toMatchObject({ state: 'disabled', disabledWhy: 'gone' });
  });

  it('is not written for every success', () => {
    expect(noteAttempt(endpoint, failure(3, { result: 'succeeded' })).kind).toBe('nothing');
  });

  it('signs with both secrets for a day after a rotation', () => {
    const rotated = stateOf(rotateSecret(endpoint, 's2', HOUR));
    expect(signingSecrets(rotated, HOUR)).toEqual(['s2', 's1']);
    expect(signingSecrets(rotated, 25 * HOUR - 1)).toEqual(['s2', 's1']);
    expect(signingSecrets(rotated, 25 * HOUR)).toEqual(['s2']);
  });

  it('starts healthy when its owner enables it again', () => {
    const disabled = stateOf(watch(failing(3), 5 * DAY));
    const enabled = stateOf(edit(disabled, { state: 'active' }));
    expect(enabled).toMatchObject({ state: 'active', health: healthy });
    expect(enabled.disabledWhy).toBeUndefined();
  });

  it('changes only what an edit names', () => {
    expect(stateOf(edit(endpoint, { url: 'https://b.example/', eventTypes: undefined }))).toMatchObject({
      url: 'https://b.example/',
      sealedSecret: 's1',
      state: 'active',
    });
  });

  it('loses its secrets when it is removed, and is gone for every command', () => {
    const removed = stateOf(remove(endpoint, 'webhook'));
    expect(removed).toMatchObject({ state: 'deleted', sealedSecret: undefined });
    for (const decision of [
      remove(removed, 'webhook'),
      edit(removed, {}),
      rotateSecret(removed, 's3', 0),
      requestReplay(removed, { from: 0, to: 1 }, 2),
      requestTest(removed, { eventId: 'e', body: '{}' }, 0),
      remove(endpoint, 'robot'),
      edit(undefined, {}),
    ]) {
      expect(decision).toMatchObject({ kind: 'refused', code: expect.stringMatching(/not-found$/) });
    }
  });

  it('replays and tests only while it is enabled', () => {
    expect(kinds(requestReplay(endpoint, { from: 0, to: 1 }, 2))).toEqual(['ReplayRequested']);
    const disabled = stateOf(edit(endpoint, { state: 'disabled' }));
    expect(requestReplay(disabled, { from: 0, to: 1 }, 2)).toMatchObject({
      code: 'webhook-endpoint/disabled',
    });
    expect(requestTest(disabled, { eventId: 'e', body: '' }, 2).kind).toBe('refused');
  });
});
