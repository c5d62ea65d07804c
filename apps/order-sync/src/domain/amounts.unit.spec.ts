import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocate } from './allocate.js';
import { amountsDifferFen } from './amounts.js';

const order = (payAmountFen: number, postAmountFen: number, shares: readonly number[]) => ({
  paidAt: 1,
  payAmountFen,
  postAmountFen,
  lines: shares.map((share) => ({ payAmountFen: share })),
});
const fen = fc.integer({ min: 0, max: 1_000_000_000_000 });
const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 20 });

describe('the amounts of an order', () => {
  it('add up whenever its lines share out what was paid, freight inside the lines or beside them', () => {
    fc.assert(
      fc.property(fen, fen, weights, (goods, post, by) => {
        expect(amountsDifferFen(order(goods + post, post, allocate(goods, by)))).toBe(0);
        expect(amountsDifferFen(order(goods + post, post, allocate(goods + post, by)))).toBe(0);
      }),
    );
  });

  it('differ by exactly what is missing or too much', () => {
    expect(amountsDifferFen(order(1_000, 0, [600, 399]))).toBe(1);
    expect(amountsDifferFen(order(1_000, 100, [600, 400, 50]))).toBe(-150);
  });

  it('are not asked of what nobody paid, or of an order whose lines are not told', () => {
    expect(amountsDifferFen({ ...order(0, 0, [100]), paidAt: undefined })).toBe(0);
    expect(amountsDifferFen(order(1_000, 0, []))).toBe(0);
  });
});
