import { describe, expect, it } from '@jest/globals';
import { fromIso, toIso } from './instant.js';

describe('an RFC 3339 time', () => {
  it.each([
    ['2026-11-22T23:15:00.123Z', '2026-11-22T23:15:00.123Z'],
    ['2026-11-23T07:15:00+08:00', '2026-11-22T23:15:00.000Z'],
    ['2024-02-29T12:00:00.5-03:30', '2024-02-29T15:30:00.500Z'],
  ])('is read with any offset: %s', (text, utc) => {
    expect(toIso(fromIso(text))).toBe(utc);
  });

  it.each([
    'Mon, 25 Dec 1995 13:30:00 +0430',
    '2026-11-22T23:15:00',
    '2026-11-22T23:15:00+0800',
    '2026-11-22',
    '2025-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-22T25:00:00Z',
    '',
  ])('is never taken for one when it is not: %j', (text) => {
    expect(() => fromIso(text)).toThrow(RangeError);
  });
});
