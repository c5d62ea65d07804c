import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocate } from './allocate.js';

const weights = fc.array(fc.nat(10_000_000), { minLength: 1, maxLength: 20 });
const amount = fc.integer({ min: -100_000_000, max: 100_000_000 });

describe('allocate', () => {
  it('shares add up to the amount, whatever the weights', () => {
    fc.assert(
      fc.property(amount, weights, (fen, given) => {
        expect(allocate(fen, given).reduce((sum, share) => sum + share, 0)).toBe(fen);
      }),
    );
  });

  it('no share is a fen or more away from its exact part', () => {
    fc.assert(
      fc.property(amount, weights, (fen, given) => {
        const total = given.reduce((sum, weight) => sum + weight, 0);
        fc.pre(total > 0);
        allocate(fen, given).forEach((share, index) => {
          expect(Math.abs(share - (fen * (given[index] ?? 0)) / total)).toBeLessThan(1);
        });
      }),
    );
  });

  it('what is left goes to the largest remainders, the earlier of two alike', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(100, [1, 2, 3])).toEqual([17, 33, 50]);
  });

  it('where nothing weighs anything it is shared evenly', () => {
    expect(allocate(5, [0, 0])).toEqual([3, 2]);
  });
});
