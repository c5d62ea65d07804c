import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR, MINUTE, SECOND } from '@cartrail/kernel';
import { attemptDelaysMs, nextAttemptAt } from './schedule.js';

const MIDDLE = 0.5;

describe('the schedule of attempts', () => {
  it('is exactly the one that is promised', () => {
    const waits = [...attemptDelaysMs.keys()].map((attempts) => nextAttemptAt(attempts, 0, MIDDLE));
    expect(waits).toEqual([
      0,
      5 * SECOND,
      5 * MINUTE,
      30 * MINUTE,
      2 * HOUR,
      5 * HOUR,
      10 * HOUR,
      14 * HOUR,
      20 * HOUR,
      24 * HOUR,
    ]);
  });

  it('ends after the tenth attempt', () => {
    expect(nextAttemptAt(10, 0, MIDDLE)).toBeUndefined();
    expect(nextAttemptAt(10, 0, MIDDLE, HOUR)).toBeUndefined();
  });

  it('spreads each wait by a fifth to both sides, and no further', () => {
    expect(nextAttemptAt(2, 1_000, 0)).toBe(1_000 + 4 * MINUTE);
    expect(nextAttemptAt(2, 1_000, 0.999_999)).toBeLessThanOrEqual(1_000 + 6 * MINUTE);
  });

  it('waits as long as the receiver asks, up to a day, and never less than planned', () => {
    expect(nextAttemptAt(1, 0, MIDDLE, HOUR)).toBe(HOUR);
    expect(nextAttemptAt(1, 0, MIDDLE, 3 * DAY)).toBe(DAY);
    expect(nextAttemptAt(4, 0, MIDDLE, SECOND)).toBe(2 * HOUR);
  });

  it('outlasts a receiver that is away for three days', () => {
    const last = attemptDelaysMs.reduce((sum, delay) => sum + delay, 0);
    expect(last).toBeGreaterThan(3 * DAY);
  });
});
