import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR, MINUTE, SECOND } from '@cartrail/kernel';
import { windowOf } from './poll-stream.js';

const settings = { overlapMs: 5 * MINUTE, lagMs: 30 * SECOND };
const now = 1_700_000_000_000;

describe('the window of a poll', () => {
  it('reaches from below the watermark to a little behind now', () => {
    expect(windowOf(now - HOUR, now, settings)).toEqual({
      from: now - HOUR - 5 * MINUTE,
      to: now - 30 * SECOND,
    });
  });

  it('covers a gap of days, as far back as the platform lists', () => {
    expect(windowOf(now - 3 * DAY, now, settings)?.from).toBe(now - 3 * DAY - 5 * MINUTE);
    expect(windowOf(now - 200 * DAY, now, settings)?.from).toBe(now - 90 * DAY);
  });

  it('is none while nothing new can be in it', () => {
    expect(windowOf(now - 30 * SECOND, now, settings)).toBeUndefined();
    expect(windowOf(now, now, settings)).toBeUndefined();
  });
});
