import { describe, expect, it } from '@jest/globals';
import { fromIso, type Instant } from '@cartrail/kernel';
import fc from 'fast-check';
import { presets, rulesForDate } from './category-policy.js';
import { decideEligibility, type EligibilityInput, type EligibilityLine } from './eligibility.js';
import type { Calendar } from './window.js';

const at = (wall: string): Instant => fromIso(`${wall}+08:00`);
const calendar: Calendar = { isRestDay: () => false };
const policy = rulesForDate(presets, at('2026-11-12T00:00:00'));

const line = (category: string, more: Partial<EligibilityLine> = {}): EligibilityLine => ({
  lineId: 'l1',
  category,
  applications: 0,
  ...more,
});

const asked = (more: Partial<EligibilityInput> = {}): EligibilityInput => ({
  reason: 'no_reason',
  kind: 'return_refund',
  appliedAt: at('2026-11-12T10:00:00'),
  signings: [{ source: 'platform', at: at('2026-11-10T15:20:00') }],
  lines: [line('APPAREL')],
  policy,
  freight: { freeShipping: true },
  ...more,
});

const decide = (more: Partial<EligibilityInput> = {}) => decideEligibility(asked(more), calendar);

const proved = { markedAtSale: true, confirmedByBuyer: true };
const late = { appliedAt: at('2026-11-18T00:00:00') };

describe('whether a return is allowed', () => {
  it('T1: is until the seventh day is over, without a reason, by R-01', () => {
    const until = at('2026-11-18T00:00:00');
    expect(decide({ appliedAt: at('2026-11-17T23:59:59') })).toMatchObject({
      allowed: true,
      code: 'return/eligible',
      ruleId: 'R-01',
      ruleVersion: '2026-11',
      effectiveFrom: policy.effectiveFrom,
      allowedUntil: until,
      freightPayer: 'buyer',
    });
    expect(decide(late)).toMatchObject({
      allowed: false,
      code: 'return/window-closed',
      ruleId: 'R-01',
      allowedUntil: until,
    });
  });

  it('is before anything was signed: the window has not even begun', () => {
    const outcome = decide({ signings: [{ source: 'placed', at: 1, consented: false }] });
    expect(outcome).toMatchObject({ allowed: true, ruleId: 'R-01' });
    expect(outcome.allowedUntil).toBeUndefined();
  });

  it('is for a fault within seven days of receipt, whatever the category, at the cost of the merchant (R-15)', () => {
    for (const reason of [
      'quality',
      'wrong_item',
      'short',
      'transit_damage',
      'not_as_described',
      'late',
    ] as const)
      expect(decide({ reason, lines: [line('FRESH')] })).toMatchObject({
        allowed: true,
        ruleId: 'R-15',
        freightPayer: 'merchant',
      });
    expect(decide({ ...late, reason: 'quality' })).toMatchObject({
      allowed: false,
      code: 'return/window-closed',
      ruleId: 'R-15',
    });
  });

  it.each(['FRESH', 'DIGITAL', 'CUSTOM', 'PRESS', 'SERVICE', 'MEDICINE'])(
    'is not for %s without a reason (R-04)',
    (category) => {
      expect(decide({ lines: [line(category)] })).toMatchObject({
        allowed: false,
        code: 'return/not-returnable',
        ruleId: 'R-04',
      });
    },
  );

  it.each([
    ['a broken seal', line('BEAUTY', { state: 'seal_broken', exclusion: proved })],
    ['an activated phone', line('PHONE_PC', { state: 'activated', exclusion: proved })],
    ['an installed wardrobe', line('FURN', { state: 'installed', exclusion: proved })],
    ['an opt-out of the category', line('UNDERWEAR', { exclusion: proved })],
    ['a marked flaw', line('APPAREL', { exclusion: { ...proved, nearExpiryOrFlawed: true } })],
  ])('is not for %s that was marked at sale and confirmed by the buyer (R-05)', (_, excluded) => {
    expect(decide({ lines: [excluded] })).toMatchObject({
      allowed: false,
      code: 'return/not-returnable',
      ruleId: 'R-05',
    });
  });

  it.each([
    ['nothing on record', undefined],
    ['no mark at sale', { markedAtSale: false, confirmedByBuyer: true }],
    ['no confirmation, or a pre-ticked one', { markedAtSale: true, confirmedByBuyer: false }],
  ])('is where the merchant has %s: he cannot rely on the exclusion (R-06)', (_, exclusion) => {
    const lines = [line('BEAUTY', { state: 'seal_broken', exclusion })];
    expect(decide({ lines })).toMatchObject({ allowed: true, ruleId: 'R-06' });
  });

  it('is where the merchant excludes what the category does not let him exclude (R-07)', () => {
    expect(decide({ lines: [line('APPAREL', { exclusion: proved })] })).toMatchObject({
      allowed: true,
      ruleId: 'R-07',
    });
  });

  it('is while the state that excludes has not come about', () => {
    for (const state of [undefined, 'activated'] as const)
      expect(decide({ lines: [line('BEAUTY', { state, exclusion: proved })] })).toMatchObject({
        allowed: true,
        ruleId: 'R-01',
      });
  });

  it('is not refused as a change of mind where nobody could read the reason', () => {
    expect(decide({ reason: 'UNKNOWN', lines: [line('FRESH')] })).toMatchObject({
      allowed: true,
      ruleId: 'R-15',
    });
    expect(decide({ reason: 'UNKNOWN' })).toMatchObject({ allowed: true, ruleId: 'R-01' });
    expect(decide({ ...late, reason: 'UNKNOWN' })).toMatchObject({
      code: 'return/window-closed',
      ruleId: 'R-01',
    });
  });

  it('is five times for one item, and no sixth time', () => {
    expect(decide({ lines: [line('APPAREL', { applications: 4 })] }).allowed).toBe(true);
    expect(decide({ lines: [line('APPAREL', { applications: 5 })] })).toMatchObject({
      allowed: false,
      code: 'return/too-many-applications',
      ruleId: 'MAX-APPLICATIONS',
    });
  });

  it('is treated as an unclassified article where the category is none of ours', () => {
    expect(decide({ lines: [line('clothes of old')] })).toMatchObject({ allowed: true, ruleId: 'R-01' });
  });
});

describe('a return of several lines', () => {
  const lines = [
    line('APPAREL', { lineId: 'a' }),
    line('FRESH', { lineId: 'b' }),
    line('BEAUTY', { lineId: 'c', state: 'seal_broken' }),
  ];

  it('is decided by the strictest line, which is named', () => {
    expect(decide({ lines })).toMatchObject({ allowed: false, ruleId: 'R-04', lineId: 'b' });
    const open = lines.filter(({ lineId }) => lineId !== 'b');
    expect(decide({ lines: open })).toMatchObject({ allowed: true, lineId: 'a' });
  });

  it('ends with the shortest window of its lines', () => {
    const longer = {
      ...policy,
      rows: policy.rows.map((row) => (row.category === 'APPAREL' ? { ...row, windowDays: 15 } : row)),
    };
    const open = lines.filter(({ lineId }) => lineId !== 'b');
    expect(decide({ lines: open, policy: longer })).toMatchObject({
      allowedUntil: at('2026-11-18T00:00:00'),
      lineId: 'c',
    });
  });

  it('is decided the same in whatever order the lines come', () => {
    const shuffled = fc.shuffledSubarray(lines, { minLength: 3 });
    fc.assert(
      fc.property(shuffled, ([first, ...others]) => {
        if (first === undefined) return;
        const shown = (order: readonly EligibilityLine[]) => ({ ...decide({ lines: order }), inputs: {} });
        expect(shown([first, ...others])).toEqual(shown(lines));
      }),
    );
  });

  it('has at least one', () => {
    expect(() => decide({ lines: [] })).toThrow(RangeError);
  });
});

describe('what is kept of a decision', () => {
  it('is plain JSON that says what was decided on, line by line', () => {
    const { inputs } = decide({
      lines: [
        line('BEAUTY', { state: 'seal_broken', exclusion: { markedAtSale: true, confirmedByBuyer: false } }),
      ],
    });
    expect(JSON.parse(JSON.stringify(inputs))).toEqual(inputs);
    expect(inputs).toMatchObject({
      reason: 'no_reason',
      appliedAt: '2026-11-12T02:00:00.000Z',
      signedAt: '2026-11-10T07:20:00.000Z',
      signedBy: 'platform',
      policyVersion: '2026-11',
      lines: [
        {
          ruleId: 'R-06',
          row: 'BEAUTY',
          letters: 'S',
          state: 'seal_broken',
          exclusion: { markedAtSale: true, confirmedByBuyer: false },
          until: '2026-11-17T16:00:00.000Z',
        },
      ],
    });
  });

  it('says that the end rests on an unpublished calendar', () => {
    const { inputs } = decideEligibility(asked(), { isRestDay: () => undefined });
    expect(inputs).toMatchObject({ lines: [{ calendarUnknown: true }] });
  });
});
