import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE } from '@cartrail/kernel';
import fc from 'fast-check';
import type { FirstSight } from './arrival.js';
import {
  CATCH_UP_MS,
  countHour,
  countSights,
  hourOf,
  hoursDue,
  SETTLES_MS,
  type HourCount,
  type SyncHour,
} from './sync-hour.js';

const HOUR_0 = hourOf(1_700_000_000_000);
const which = { shopId: 's', stream: 'orders', hour: HOUR_0 } as const;
const count = (missing: number): HourCount => ({
  counted: 5,
  byPush: 5 - missing,
  byPull: 0,
  unknown: 0,
  missing,
});

/** Counts again and again, as a reconciler would. */
function lived(steps: readonly { missing: number; after: number }[]): string[] {
  let held: SyncHour | undefined;
  let now = HOUR_0 + 2 * HOUR;
  return steps.flatMap(({ missing, after }) => {
    now += after;
    const decided = countHour(held, { ...which, count: count(missing) }, now, 30 * MINUTE);
    if (decided.kind !== 'changed') return ['-'];
    held = decided.state;
    return decided.facts.map(({ type }) => type);
  });
}

describe('the gap of an hour', () => {
  it('is told once when it stays, and once when it has closed', () => {
    expect(
      lived([
        { missing: 2, after: 0 },
        { missing: 2, after: 10 * MINUTE },
        { missing: 1, after: 20 * MINUTE },
        { missing: 1, after: HOUR },
        { missing: 0, after: MINUTE },
        { missing: 0, after: HOUR },
      ]),
    ).toEqual(['ShopGapOpened', 'ShopGapClosed']);
  });

  it('that heals in time is nobody’s business', () => {
    expect(
      lived([
        { missing: 2, after: 0 },
        { missing: 0, after: 10 * MINUTE },
        { missing: 1, after: HOUR },
        { missing: 0, after: 29 * MINUTE },
      ]),
    ).toEqual([]);
  });

  it('opens and closes in turn, however it comes and goes', () => {
    const step = fc.record({
      missing: fc.integer({ min: 0, max: 2 }),
      after: fc.integer({ min: 0, max: HOUR }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        lived(steps).forEach((fact, index) => {
          expect(fact).toBe(index % 2 === 0 ? 'ShopGapOpened' : 'ShopGapClosed');
        });
      }),
    );
  });
});

describe('the hours to be counted', () => {
  const now = HOUR_0 + 30 * HOUR;
  const none = new Map<number, Pick<SyncHour, 'checkedAt' | 'missing'>>();

  it('are those of the last day that have been over for a while, oldest first', () => {
    const due = hoursDue(none, 0, now);
    expect(due.at(-1)).toBe(now - 2 * HOUR);
    expect(hoursDue(none, 0, now + SETTLES_MS).at(-1)).toBe(now - HOUR);
    expect(due).toEqual([...due].sort((a, b) => a - b));
    expect(due.length).toBeGreaterThanOrEqual(24);
  });

  it('reach back to where counting stood still, a week and a day at most', () => {
    const since = now - 60 * 24 * HOUR;
    const stood = (hour: number) => new Map([[hour, { checkedAt: hour + 26 * HOUR, missing: 0 }]]);
    expect(hoursDue(stood(now - 72 * HOUR), since, now)[0]).toBe(now - 71 * HOUR);
    expect(hoursDue(stood(now - 30 * 24 * HOUR), since, now)[0]).toBe(now - CATCH_UP_MS);
    expect(hoursDue(none, since, now).length).toBeLessThanOrEqual(26);
  });

  it('are none from before the shop was here', () => {
    expect(hoursDue(none, now - 3 * HOUR, now)).toEqual([now - 3 * HOUR, now - 2 * HOUR]);
  });

  it('come again at a few ages, and at every turn while something is missing', () => {
    const hour = now - 2 * HOUR;
    const checked = (checkedAt: number, missing = 0) => new Map([[hour, { checkedAt, missing }]]);
    const isDue = (held: typeof none, at: number) => hoursDue(held, hour, at).includes(hour);
    const settled = hour + HOUR + SETTLES_MS;
    expect(isDue(checked(settled), settled + MINUTE)).toBe(false);
    expect(isDue(checked(settled), settled + HOUR)).toBe(true);
    expect(isDue(checked(settled + HOUR), settled + 5 * HOUR)).toBe(false);
    expect(isDue(checked(settled + HOUR), settled + 6 * HOUR)).toBe(true);
    expect(isDue(checked(settled, 1), settled + MINUTE)).toBe(true);
  });
});

describe('the count of an hour', () => {
  const seen = (via: FirstSight['via'], lateMs: number, createdAt = HOUR_0 + MINUTE) => ({
    createdAt,
    first: { via, at: createdAt + lateMs },
  });

  it('tells pushes from pulls, and what is missing', () => {
    const listed = [
      { id: '1', held: seen('push', 300) },
      { id: '2', held: seen('push', 500) },
      { id: '3', held: seen('poll', 40_000) },
      { id: '4', held: { createdAt: HOUR_0 } },
      { id: '5' },
    ];
    expect(countSights(listed, HOUR_0)).toEqual({
      counted: 5,
      byPush: 2,
      byPull: 1,
      unknown: 1,
      missing: 1,
      lateP50Ms: 500,
      lateP99Ms: 40_000,
      lateMaxMs: 40_000,
    });
  });

  it('leaves out what the list showed of the hours beside it', () => {
    expect(countSights([{ id: '1', held: seen('push', 1, HOUR_0 + HOUR) }], HOUR_0).counted).toBe(0);
  });

  it('always adds up', () => {
    const held = fc.option(
      fc.record({
        createdAt: fc.integer({ min: HOUR_0 - HOUR, max: HOUR_0 + 2 * HOUR }),
        first: fc.option(
          fc.record({
            via: fc.constantFrom('push', 'poll', 'backfill', 'reconcile'),
            at: fc.integer({ min: HOUR_0 - HOUR, max: HOUR_0 + 9 * HOUR }),
          }),
          { nil: undefined },
        ),
      }),
      { nil: undefined },
    );
    fc.assert(
      fc.property(fc.array(held), (all) => {
        const counted = countSights(
          all.map((sight, index) => ({ id: String(index), ...(sight && { held: sight as never }) })),
          HOUR_0,
        );
        expect(counted.byPush + counted.byPull + counted.unknown + counted.missing).toBe(counted.counted);
      }),
    );
  });
});
