import { describe, expect, it } from '@jest/globals';
import { auditRefunds } from './audit.js';

const event = (orderId: string, amountFen: number) => ({
  key: 'k',
  headers: {},
  value: JSON.stringify({ data: { orderId, amountFen } }),
});
const expected = new Map([
  ['a', 100],
  ['b', 250],
]);
const right = [event('a', 100), event('b', 250)];

describe('auditRefunds', () => {
  it('finds every order that was decided once and paid back once', () => {
    expect(auditRefunds(expected, right, right)).toEqual({ found: 2, problems: [] });
  });

  it.each([
    ['a refund a fen off', right, [event('a', 101), event('b', 250)]],
    ['a refund told twice', right, [...right, event('a', 100)]],
    ['a refund decided twice', [...right, event('a', 100)], right],
    ['a return that never ended', right, [event('b', 250)]],
    ['a refund nobody decided', [event('b', 250)], right],
  ])('does not find %s', (_what, due, refunded) => {
    const { found, problems } = auditRefunds(expected, due, refunded);
    expect([found, problems.length]).toEqual([1, 1]);
    expect(problems[0]).toMatch(/^order a: .* not 100 fen$/);
  });

  it('leaves out what it did not ask about', () => {
    const more = [...right, event('c', 7)];
    expect(auditRefunds(expected, more, more)).toEqual({ found: 2, problems: [] });
  });
});
