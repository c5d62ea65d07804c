import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE } from '@cartrail/kernel';
import { retryAfterMs } from './retry-after.js';

const NOW = Date.UTC(2026, 10, 23, 2);

describe('Retry-After', () => {
  it('is read as seconds or as a date', () => {
    expect(retryAfterMs('120', NOW)).toBe(2 * MINUTE);
    expect(retryAfterMs('Mon, 23 Nov 2026 03:00:00 GMT', NOW)).toBe(HOUR);
  });

  it('never lies in the past, and nonsense is no wait at all', () => {
    expect(retryAfterMs('Mon, 23 Nov 2026 01:00:00 GMT', NOW)).toBe(0);
    expect(retryAfterMs('soon', NOW)).toBeUndefined();
    expect(retryAfterMs('-5', NOW)).not.toBeLessThan(0);
    expect(retryAfterMs(undefined, NOW)).toBeUndefined();
  });
});
