import { DAY, HOUR, MINUTE } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import type { FaultName, PlanName, Scan } from '../state/model.js';
import { scansOf } from './plans.js';

const shippedAt = 1_800_000_000_000;
const numbers = Array.from({ length: 200 }, (_, index) => `YT${String(4_000_000_000_000 + index)}`);

const scans = (number: string, plan: PlanName, faults: FaultName[] = []): Scan[] =>
  scansOf({ number, plan, faults, fromRegion: '330100', toRegion: '440100', shippedAt });
const gaps = (of: readonly Scan[]): number[] =>
  of.slice(1).map((scan, index) => scan.at - (of[index]?.at ?? 0));
const each = (plan: PlanName, check: (of: Scan[]) => void): void => {
  for (const number of numbers) check(scans(number, plan));
};

describe('parcel plans', () => {
  it('normal: 5 to 8 scans over 2 to 4 days without a gap of a day', () => {
    each('normal', (of) => {
      expect(of.length).toBeGreaterThanOrEqual(5);
      expect(of.length).toBeLessThanOrEqual(8);
      const took = (of.at(-1)?.at ?? 0) - shippedAt;
      expect(took).toBeGreaterThanOrEqual(2 * DAY);
      expect(took).toBeLessThanOrEqual(4 * DAY);
      expect((of[0]?.at ?? 0) - shippedAt).toBeLessThanOrEqual(8 * HOUR + 1_000);
      expect(Math.max(...gaps(of))).toBeLessThan(DAY);
    });
  });

  it('never-picked: nothing for 60 hours, then a normal course', () => {
    each('never-picked', (of) => {
      expect((of[0]?.at ?? 0) - shippedAt).toBe(60 * HOUR);
      expect(of.at(-1)?.code).toMatch(/^3/);
    });
  });

  it('stalls: one gap of more than 130 hours after the hub', () => {
    each('stalls', (of) => {
      expect(gaps(of).filter((gap) => gap > 130 * HOUR)).toHaveLength(1);
    });
  });

  it('unknown-code: exactly one scan of Action 999, and delivered in the end', () => {
    each('unknown-code', (of) => {
      expect(of.filter((scan) => scan.code === '999')).toHaveLength(1);
      expect(of.at(-1)?.code).toMatch(/^3/);
    });
  });

  it('fails-then-delivers: 405, a second round, 302', () => {
    each('fails-then-delivers', (of) => {
      expect(of.slice(-3).map((scan) => scan.code)).toEqual(['405', '202', '302']);
    });
  });

  it('quick: over within 20 minutes', () => {
    each('quick', (of) => {
      expect((of.at(-1)?.at ?? 0) - shippedAt).toBeLessThanOrEqual(21 * MINUTE);
    });
  });

  it('the same number always takes the same course', () => {
    expect(scans('YT4000000000001', 'normal')).toEqual(scans('YT4000000000001', 'normal'));
  });
});
