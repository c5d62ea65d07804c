import { describe, expect, it } from '@jest/globals';
import { laneOf } from './lane.js';
import { defaultThresholds } from './thresholds.js';

const hours = (from?: string, to?: string) =>
  defaultThresholds.find(({ detector, lane }) => detector === 'TRANSIT_STALL' && lane === laneOf(from, to))
    ?.hours;

describe('lanes of S-08', () => {
  it.each([
    ['inside 沪苏浙皖', '310100', '330100', 48],
    ['inside 京津冀', '110100', '130100', 48],
    ['inside one province', '440100', '440300', 48],
    ['across provinces', '440100', '310100', 72],
    ['from one cluster to the other', '310100', '110100', 72],
    ['with a distant end', '310100', '650100', 120],
    ['inside one distant province', '650100', '650200', 120],
  ])('waits as long as the rule says %s', (_, from, to, expected) => {
    expect(hours(from, to)).toBe(expected);
  });

  it('does not guess a lane from one end, unless that end is distant', () => {
    expect(laneOf('440100', undefined)).toBe('UNKNOWN');
    expect(laneOf(undefined, '540100')).toBe('SPECIAL');
  });
});
