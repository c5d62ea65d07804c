import { describe, expect, it } from '@jest/globals';
import { fromIso } from '@cartrail/kernel';
import { generalReasons, presets, rowFor, rulesForDate, type Policy } from './category-policy.js';

const policy = rulesForDate(presets, fromIso('2026-11-12T00:00:00+08:00'));

describe('the category matrix (§3.3)', () => {
  it.each([
    ['APPAREL', 'Y', 'R-01', 'SUPPORTED', ['WORN', 'WASHED', 'TAG_REMOVED', 'BUCKLE_REMOVED'], false],
    [
      'UNDERWEAR',
      'SO',
      'R-05',
      'SEAL_INTACT',
      ['TAG_REMOVED', 'HYGIENE_STICKER_REMOVED', 'SEAL_BROKEN'],
      false,
    ],
    ['BAGS', 'Y', 'R-01', 'SUPPORTED', ['WORN', 'TAG_REMOVED'], false],
    ['BEAUTY', 'S', 'R-05', 'SEAL_INTACT', ['SEAL_BROKEN'], false],
    ['FOOD', 'SO', 'R-05', 'SEAL_INTACT', ['SEAL_BROKEN'], false],
    ['HEALTH', 'SO', 'R-05', 'SEAL_INTACT', ['SEAL_BROKEN'], false],
    ['FRESH', 'N', 'R-04', undefined, [], false],
    ['BABY', 'YS', 'R-05', 'SEAL_INTACT', ['SEAL_BROKEN', 'TAG_REMOVED'], false],
    ['TOY', 'YS', 'R-05', 'SEAL_INTACT', ['SEAL_BROKEN', 'TAG_REMOVED'], false],
    ['JEWEL', 'YO', 'R-05', 'SUPPORTED', ['CERTIFICATE_MISSING', 'PRICE_TAG_REMOVED'], false],
    ['LUXURY2', 'S', 'R-05', 'ANTI_FAKE_SEAL', ['ANTI_FAKE_SEAL_BROKEN', 'WORN'], false],
    [
      'PHONE_PC',
      'A',
      'R-05',
      'NOT_AFTER_ACTIVATION',
      [
        'ACTIVATED',
        'LICENCE_LABEL_DAMAGED',
        'LIQUID',
        'SHUTTER_OVER_20',
        'SOFTWARE_ACTIVATED',
        'PRINTER_POWERED',
      ],
      true,
    ],
    ['APPL_BIG', 'I', 'R-05', 'NOT_AFTER_INSTALL', ['INSTALLED', 'WATERED'], true],
    ['APPL_SMALL', 'A', 'R-05', 'NOT_AFTER_USE', ['BODY_CONTACT', 'WATERED'], true],
    ['SPORT', 'AI', 'R-05', 'NOT_AFTER_ACTIVATION', ['INSTALLED', 'USED', 'ACTIVATED'], false],
    ['AUTO', 'IA', 'R-05', 'NOT_AFTER_INSTALL', ['FITTED', 'BATTERY_POWERED'], false],
    ['FURN', 'I', 'R-05', 'NOT_AFTER_INSTALL', ['INSTALLED'], false],
    ['HOME', 'Y', 'R-01', 'SUPPORTED', ['TAG_REMOVED', 'SOILED', 'MATTRESS_FILM_REMOVED'], false],
    ['BOOK_AV', 'YS', 'R-05', 'SEAL_INTACT', ['SEAL_BROKEN', 'FOLDED_OR_MARKED'], false],
    ['DIGITAL', 'N', 'R-04', undefined, [], false],
    ['CUSTOM', 'N', 'R-04', 'CUSTOM_NO', [], false],
    ['PRESS', 'N', 'R-04', undefined, [], false],
    ['SERVICE', 'N', 'R-04', undefined, [], false],
    ['MEDICINE', 'N', 'R-04', undefined, [], false],
  ])(
    '%s is %s by %s, and is tested for what its row says',
    (category, letters, ruleId, label, codes, serial) => {
      const row = rowFor(policy, category);
      expect(row).toMatchObject({ category, windowDays: 7, freeReturns: false, ruleId });
      expect(row.letters.join('')).toBe(letters);
      expect(row.label).toBe(label);
      expect(row.objections.map(({ code }) => code)).toEqual(expect.arrayContaining(codes));
      expect(row.requiredPhotos.includes('SERIAL')).toBe(serial);
      expect(row.requiredPhotos).toEqual(expect.arrayContaining(['LABEL', 'OUTER', 'ITEM']));
    },
  );

  it('has a row for an article nobody classified: as Y', () => {
    for (const category of [undefined, '', 'apparel', 'SOMETHING_NEW'])
      expect(rowFor(policy, category)).toMatchObject({ category: 'DEFAULT', letters: ['Y'], ruleId: 'R-01' });
  });

  it('names each category and each objection once, in both languages', () => {
    const categories = policy.rows.map(({ category }) => category);
    expect(new Set(categories).size).toBe(categories.length);
    for (const { objections } of [...policy.rows, policy.defaultRow]) {
      const all = [...objections, ...generalReasons];
      expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
      expect(all.every(({ zh, en }) => zh !== '' && en !== '')).toBe(true);
    }
  });

  it('never keeps a return back for a crushed carton, a lost invoice or a missing gift', () => {
    const codes = [...generalReasons, ...policy.rows.flatMap(({ objections }) => objections)].map(
      ({ code }) => code,
    );
    expect(codes.filter((code) => /CARTON|INVOICE|GIFT/.test(code))).toEqual([]);
  });
});

describe('the rules for a date', () => {
  const version = (name: string, effectiveFrom: number): Policy => ({
    ...policy,
    version: name,
    effectiveFrom,
  });
  const versions = [version('later', 200), version('first', 100)];

  it.each([
    ['the one then in force', 150, 'first'],
    ['a version from its first moment on', 200, 'later'],
    ['the oldest, for what happened before all of them', 50, 'first'],
  ])('are %s', (_, at, expected) => {
    expect(rulesForDate(versions, at).version).toBe(expected);
  });

  it('do not exist without a policy', () => {
    expect(() => rulesForDate([], 0)).toThrow(RangeError);
  });
});
