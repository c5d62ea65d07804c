import { fromShanghai, toShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { promiseFrom } from './promise.js';

describe('a promised time', () => {
  it.each([
    ['2025-01-03 18:00:00', '2025-01-03 18:00:00'],
    ['2025-01-03 12:00:00,2025-01-03 18:00:00', '2025-01-03 18:00:00'],
    ['2026-08-19 12:00:00,2026-08-08 12:00:00', '2026-08-19 12:00:00'],
    [' 2025-01-03 12:00:00, 2025-01-03 18:00:00 ', '2025-01-03 18:00:00'],
  ])('of %j is kept as it was written, and the later end of it is its instant', (written, at) => {
    expect(promiseFrom(written)).toEqual({ text: written.trim(), at: fromShanghai(at) });
  });

  it.each(['预计后天18点前', '2025-01-03', '2025-01-03 18:00:00,后天'])(
    'of %j is words alone: no instant is guessed',
    (written) => {
      expect(promiseFrom(written)).toEqual({ text: written });
    },
  );

  it.each([undefined, null, '', '  '])('of %j is none', (written) => {
    expect(promiseFrom(written)).toBe(undefined);
  });

  it('is never earlier than an end that was named', () => {
    const instant = fc.integer({ min: 1_000_000_000, max: 4_000_000_000 }).map((seconds) => seconds * 1_000);
    fc.assert(
      fc.property(fc.array(instant, { minLength: 1, maxLength: 3 }), (ends) => {
        expect(promiseFrom(ends.map(toShanghai).join(','))?.at).toBe(Math.max(...ends));
      }),
    );
  });
});
