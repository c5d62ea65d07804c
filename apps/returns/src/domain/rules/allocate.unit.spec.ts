import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocate, paidForUnits } from './allocate.js';

const fen = fc.integer({ min: 0, max: 100_000_000_00 });
const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);

describe('allocation by largest remainder', () => {
  it('M1: 5000 over 9900, 9900, 6601 is 1875, 1875, 1250', () => {
    expect(allocate(5000, [9900, 9900, 6601])).toEqual([1875, 1875, 1250]);
  });

  it('gives the odd fen to the earlier of equals', () => {
    expect(allocate(2, [1, 1, 1])).toEqual([1, 1, 0]);
  });

  it('shares equally among lines that weigh nothing', () => {
    expect(allocate(5, [0, 0])).toEqual([3, 2]);
  });

  it('refuses what is no amount', () => {
    expect(() => allocate(1, [])).toThrow(RangeError);
    expect(() => allocate(0.5, [1])).toThrow(RangeError);
    expect(() => allocate(1, [-1])).toThrow(RangeError);
    expect(allocate(0, [])).toEqual([]);
  });

  it('adds up, stays within one fen of the exact share, and never gives the smaller line more', () => {
    fc.assert(
      fc.property(fen, fc.array(fen, { minLength: 1, maxLength: 12 }), (total, weights) => {
        const shares = allocate(total, weights);
        expect(sum(shares)).toBe(total);
        const whole = weights.reduce((all, weight) => all + BigInt(weight), 0n);
        shares.forEach((share, at) => {
          const weight = weights[at] ?? 0;
          if (whole > 0n) {
            const floor = Number((BigInt(total) * BigInt(weight)) / whole);
            expect([floor, floor + 1]).toContain(share);
          }
          shares.forEach((other, otherAt) => {
            if (weight > (weights[otherAt] ?? 0)) expect(share).toBeGreaterThanOrEqual(other);
          });
        });
      }),
    );
  });
});

describe('a line returned bit by bit', () => {
  it('adds up to what was paid for it, however it is cut', () => {
    fc.assert(
      fc.property(fen, fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1 }), (paid, cuts) => {
        const quantity = sum(cuts);
        fc.pre(quantity > 0);
        let before = 0;
        const parts = cuts.map((units) => {
          const part = paidForUnits(paid, quantity, before, units);
          before += units;
          return part;
        });
        expect(sum(parts)).toBe(paid);
        expect(parts.every((part) => part >= 0)).toBe(true);
      }),
    );
  });

  it('is the largest remainder over its units', () => {
    expect([0, 1, 2].map((before) => paidForUnits(1000, 3, before, 1))).toEqual(allocate(1000, [1, 1, 1]));
  });

  it('never returns more units than it has', () => {
    expect(() => paidForUnits(1000, 3, 2, 2)).toThrow(RangeError);
  });
});
