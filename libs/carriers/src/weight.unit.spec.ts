import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gramsFromKilograms, kilogramsFromGrams } from './weight.js';

describe('weights', () => {
  it.each([
    ['1', 1_000],
    ['1.5', 1_500],
    ['0.005', 5],
    [' 2.10 ', 2_100],
    ['1.2340000', 1_234],
    ['1.', 1_000],
    ['0.58', 580],
    ['1.001', 1_001],
  ])('reads %j kilograms as %d grams', (text, grams) => {
    expect(gramsFromKilograms(text)).toBe(grams);
  });

  it.each(['', 'abc', '-1', '1.2345', '1e3', '1,5', '.5', '9007199254740.993', 'NaN'])(
    'makes no guess about %j',
    (text) => {
      expect(gramsFromKilograms(text)).toBe(undefined);
    },
  );

  it('gives every gram back', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000_000 }), (grams) => {
        expect(gramsFromKilograms(kilogramsFromGrams(grams))).toBe(grams);
      }),
    );
  });

  it('agrees with moving the point by hand, where floats do not', () => {
    fc.assert(
      fc.property(fc.nat({ max: 99_999 }), fc.nat({ max: 999 }), (whole, fraction) => {
        const text = `${whole}.${String(fraction).padStart(3, '0')}`;
        expect(gramsFromKilograms(text)).toBe(whole * 1_000 + fraction);
      }),
    );
  });

  it('writes kilograms without needless digits', () => {
    expect([0, 5, 1_000, 1_500, 12_340].map(kilogramsFromGrams)).toEqual(['0', '0.005', '1', '1.5', '12.34']);
  });
});
