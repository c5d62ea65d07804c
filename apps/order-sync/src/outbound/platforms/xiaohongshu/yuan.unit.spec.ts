import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromYuanNumber } from './yuan.js';

describe('yuan the platform computed in floats', () => {
  it('are the fen they were meant to be, whatever the sum of floats says', () => {
    const fen = fc.array(fc.integer({ min: 0, max: 5_000_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fen, (parts) => {
        const yuan = parts.reduce((sum, part) => sum + part / 100, 0);
        expect(fromYuanNumber(yuan)).toBe(parts.reduce((sum, part) => sum + part, 0));
      }),
    );
  });

  it.each([
    [128, 12_800],
    ['0.1', 10],
    [19.990000000000002, 1_999],
    [0.30000000000000004, 30],
    [8.999999999999998, 900],
    [-8.999999999999998, -900],
    [-0.01, -1],
  ])('%s is %s fen', (yuan, fen) => {
    expect(fromYuanNumber(yuan)).toBe(fen);
  });

  it.each([[19.994], [0.005], ['1.00001'], ['a lot'], [''], [null], [undefined], ['1e5']])(
    '%s is no amount',
    (yuan) => {
      expect(fromYuanNumber(yuan)).toBeUndefined();
    },
  );
});
