import { describe, expect, it } from '@jest/globals';
import { atPace } from './pace.js';

describe('an even pace', () => {
  it('begins each at its time and none before, and ends with the last', async () => {
    const begun: { place: number; late: number; dueAt: number }[] = [];
    let ended = 0;
    await atPace(1_000, 50, async (place, dueAt) => {
      begun.push({ place, dueAt, late: performance.now() - dueAt });
      await new Promise((resolve) => setImmediate(resolve));
      ended += 1;
    });
    expect(begun.map(({ place }) => place)).toEqual(Array.from({ length: 50 }, (_, place) => place));
    expect(begun.every(({ late }) => late >= 0)).toBe(true);
    expect((begun.at(-1)?.dueAt ?? 0) - (begun[0]?.dueAt ?? 0)).toBeCloseTo(49);
    expect(ended).toBe(50);
  });

  it('begins nothing more once one has failed, and fails with it', async () => {
    let begun = 0;
    const pace = atPace(1_000, 1_000_000, () => {
      begun += 1;
      return Promise.reject(new Error('refused'));
    });
    await expect(pace).rejects.toThrow('refused');
    expect(begun).toBeLessThan(1_000_000);
  });
});
