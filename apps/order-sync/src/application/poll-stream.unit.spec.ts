import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR, MINUTE, SECOND } from '@cartrail/kernel';
import { windowOf } from './poll-stream.js';
import { spansOf } from './walk.js';

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

describe('the spans of a window', () => {
  it('are no longer than the platform takes, and leave nothing out', () => {
    const spans = spansOf({ from: now - 95 * MINUTE, to: now }, 30 * MINUTE);
    expect(spans.map(({ from, to }) => to - from)).toEqual(
      [30, 30, 30, 5].map((minutes) => minutes * MINUTE),
    );
    expect([spans[0]?.from, spans.at(-1)?.to]).toEqual([now - 95 * MINUTE, now]);
    for (const [index, { from }] of spans.entries()) if (index > 0) expect(spans[index - 1]?.to).toBe(from);
  });

  it('are one where the window fits', () => {
    expect(spansOf({ from: now - HOUR, to: now }, DAY)).toEqual([{ from: now - HOUR, to: now }]);
  });
});
