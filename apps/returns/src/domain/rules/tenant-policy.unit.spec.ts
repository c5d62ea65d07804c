import { describe, expect, it } from '@jest/globals';
import { DAY, fromIso } from '@cartrail/kernel';
import fc from 'fast-check';
import {
  mergePolicy,
  policyInForce,
  presets,
  rowFor,
  rulesForDate,
  type TenantRow,
} from './category-policy.js';
import { decideEligibility, type ArticleState, type EligibilityInput } from './eligibility.js';
import { returnReasons } from './reasons.js';
import type { Calendar } from './window.js';

const now = fromIso('2026-11-12T10:00:00+08:00');
const preset = rulesForDate(presets, now);
const calendar: Calendar = { isRestDay: () => false };

const row = (category: string, more: Partial<TenantRow> = {}): TenantRow => ({
  category,
  version: 't1',
  effectiveFrom: now - DAY,
  ...more,
});

const merged = (...rows: TenantRow[]) => {
  const result = mergePolicy(preset, rows);
  if (result.kind !== 'merged') throw new Error(JSON.stringify(result.violations));
  return result.policy;
};

describe("a tenant's policy", () => {
  it('may be longer, freer and wordier, and names its own version', () => {
    const policy = merged(
      row('PHONE_PC', {
        windowDays: 15,
        letters: ['Y'],
        waivedObjections: ['SHUTTER_OVER_20'],
        addedPhotos: ['WEIGH', 'ITEM'],
        freeReturns: true,
        notice: { zh: '请附原装盒', en: 'please add the box' },
      }),
    );
    const phone = rowFor(policy, 'PHONE_PC');
    expect(phone).toMatchObject({
      windowDays: 15,
      letters: ['Y'],
      ruleId: 'R-01',
      label: 'SUPPORTED',
      freeReturns: true,
      requiredPhotos: ['LABEL', 'OUTER', 'ITEM', 'SERIAL', 'WEIGH'],
      version: `${preset.version}+t1`,
      effectiveFrom: now - DAY,
    });
    expect(phone.objections.map(({ code }) => code)).not.toContain('SHUTTER_OVER_20');
    expect(phone.text.zh).toContain('请附原装盒');
    expect(rowFor(policy, 'APPAREL')).toEqual(rowFor(preset, 'APPAREL'));
  });

  it('may take back what the law excludes, and may widen the default row', () => {
    expect(rowFor(merged(row('FRESH', { letters: ['Y'] })), 'FRESH').ruleId).toBe('R-01');
    expect(rowFor(merged(row('FRESH', { letters: ['S'] })), 'FRESH').letters).toEqual(['S']);
    expect(rowFor(merged(row('DEFAULT', { windowDays: 10 })), 'unheard-of').windowDays).toBe(10);
  });

  it.each([
    ['a shorter window', row('APPAREL', { windowDays: 6 }), 'windowDays', 'R-01'],
    ['a window that is no number of days', row('APPAREL', { windowDays: 7.5 }), 'windowDays', 'R-01'],
    ['an exclusion of its own', row('APPAREL', { letters: ['N'] }), 'letters', 'R-07'],
    ['one more exclusion', row('BEAUTY', { letters: ['S', 'O'] }), 'letters', 'R-07'],
    ['no letter at all', row('BEAUTY', { letters: [] }), 'letters', 'R-07'],
    [
      'an objection that is not there to waive',
      row('BEAUTY', { waivedObjections: ['WORN'] }),
      'waivedObjections',
      'R-09',
    ],
    ['a category that is none', row('apparel'), 'category', 'R-07'],
  ])('may not have %s, and is told the rule', (_, wrong, field, ruleId) => {
    expect(mergePolicy(preset, [wrong])).toMatchObject({
      kind: 'violations',
      violations: [{ category: wrong.category, field, ruleId }],
    });
  });

  it('may not take back free returns that its preset promises', () => {
    const promising = { ...preset, defaultRow: { ...preset.defaultRow, freeReturns: true } };
    expect(mergePolicy(promising, [row('DEFAULT', { freeReturns: false })])).toMatchObject({
      violations: [{ field: 'freeReturns', ruleId: 'R-13' }],
    });
  });

  it('is, at any moment, the newest row then in force on the preset then in force', () => {
    const history = [
      row('APPAREL', { version: 't2', windowDays: 15, effectiveFrom: 2_000 }),
      row('APPAREL', { version: 't1', windowDays: 10, effectiveFrom: 1_000 }),
      row('APPAREL', { version: 't3', effectiveFrom: 3_000 }),
    ];
    const daysAt = (at: number) => rowFor(policyInForce(presets, history, at), 'APPAREL').windowDays;
    expect([999, 1_000, 2_500, 3_000].map(daysAt)).toEqual([7, 10, 15, 7]);
  });

  it('passes over a row that a newer preset has overtaken', () => {
    const generous = { ...preset.defaultRow, windowDays: 14 };
    const newer = { ...preset, version: 'newer', effectiveFrom: now, defaultRow: generous };
    const history = [row('DEFAULT', { windowDays: 10 }), row('APPAREL', { windowDays: 30 })];
    const policy = policyInForce([...presets, newer], history, now);
    expect([policy.version, rowFor(policy, undefined).windowDays]).toEqual(['newer', 14]);
    expect(rowFor(policy, 'APPAREL').windowDays).toBe(30);
  });

  it('is never narrower than the statute: what the preset allows it allows, and no earlier is the end', () => {
    const categories = [...preset.rows, preset.defaultRow].map(({ category }) => category);
    const letters = fc.subarray(['Y', 'S', 'A', 'I', 'O', 'N'] as const);
    const tenantRow: fc.Arbitrary<TenantRow> = fc
      .record(
        {
          category: fc.constantFrom(...categories),
          windowDays: fc.integer({ min: 1, max: 30 }),
          letters: fc.option(letters, { nil: undefined }),
          freeReturns: fc.boolean(),
        },
        { requiredKeys: ['category'] },
      )
      .map(({ category, ...more }) => row(category, more));
    const input = fc.record({
      reason: fc.constantFrom(...returnReasons),
      signedDaysAgo: fc.integer({ min: 0, max: 40 }),
      category: fc.constantFrom(...categories),
      state: fc.constantFrom<(ArticleState | undefined)[]>(
        undefined,
        'seal_broken',
        'activated',
        'installed',
      ),
      proved: fc.option(fc.boolean(), { nil: undefined }),
    });
    const accepted = { count: 0 };
    fc.assert(
      fc.property(tenantRow, input, (added, { reason, signedDaysAgo, category, state, proved }) => {
        const result = mergePolicy(preset, [added]);
        if (result.kind === 'violations') return;
        accepted.count += 1;
        const asked: Omit<EligibilityInput, 'policy'> = {
          reason,
          kind: 'return_refund',
          appliedAt: now,
          signings: [{ source: 'platform', at: now - signedDaysAgo * DAY }],
          lines: [
            {
              lineId: 'l1',
              category,
              applications: 0,
              state,
              ...(proved !== undefined && { exclusion: { markedAtSale: proved, confirmedByBuyer: true } }),
            },
          ],
          freight: { freeShipping: true },
        };
        const lawful = decideEligibility({ ...asked, policy: preset }, calendar);
        const tenants = decideEligibility({ ...asked, policy: result.policy }, calendar);
        expect(!lawful.allowed || tenants.allowed).toBe(true);
        expect(tenants.allowedUntil ?? Infinity).toBeGreaterThanOrEqual(lawful.allowedUntil ?? 0);
        if (lawful.freightPayer === 'merchant') expect(tenants.freightPayer).toBe('merchant');
      }),
      { numRuns: 500 },
    );
    expect(accepted.count).toBeGreaterThan(50);
  });
});
