import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findCarrier } from './catalogue.js';
import { numberRules } from './number-rules.js';
import { recognise } from './recognise.js';
import { isS10 } from './s10.js';

const guesses = (number: string) => recognise(number).map(({ carrier, confidence }) => [carrier, confidence]);

describe('recognising a number', () => {
  it.each([
    ['SF1234567890123', 'SF'],
    ['YT1234567890123', 'YTO'],
    ['JT1234567890123', 'JTSD'],
    ['JDVA00000000001', 'JD'],
    ['DPK000000000001', 'DBL'],
    ['STO1234567890', 'STO'],
    ['yt 1234-5678-90123', 'YTO'],
  ])('takes the letters of %s for what they are', (number, carrier) => {
    expect(guesses(number)[0]).toEqual([carrier, 'certain']);
  });

  it('calls no number of digits alone certain', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{8,18}$/), (number) => {
        expect(recognise(number).map(({ confidence }) => confidence)).not.toContain('certain');
      }),
    );
  });

  it('is certain of one carrier at most, and names each once, the surest first', () => {
    const rank = { certain: 0, likely: 1, possible: 2 };
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{0,4}\d{8,16}$/), (number) => {
        const found = recognise(number);
        expect(found.filter(({ confidence }) => confidence === 'certain').length).toBeLessThanOrEqual(1);
        expect(new Set(found.map(({ carrier }) => carrier)).size).toBe(found.length);
        const ranks = found.map(({ confidence }) => rank[confidence]);
        expect(ranks).toEqual([...ranks].sort((one, other) => one - other));
      }),
    );
  });

  it('does not decide where two carriers use the same letters', () => {
    expect(guesses('A123456789012')).toEqual([
      ['ZJS', 'likely'],
      ['HTKY', 'likely'],
    ]);
  });

  it('puts the form a carrier gives out now before its old ranges and those of others', () => {
    expect(guesses('73100012345678')).toEqual([
      ['ZTO', 'likely'],
      ['HTKY', 'possible'],
    ]);
    expect(guesses('773012345678901')[0]).toEqual(['STO', 'likely']);
  });

  it('has nothing to say about what fits no rule', () => {
    expect(recognise('')).toEqual([]);
    expect(recognise('尾号1234')).toEqual([]);
  });

  it('believes a postal number only when its check digit is right', () => {
    expect(guesses('EA473124829CN')).toEqual([['EMS', 'certain']]);
    expect(guesses('EA473124828CN')).toEqual([]);
    expect(guesses('RR473124828CN')).toEqual([]);
  });

  it.each([
    ['EE123456785CN', [['EMS', 'certain']]],
    ['RR123456785CN', [['EMS', 'possible']]],
    ['CP123456785CN', [['EMS', 'possible']]],
    ['EE123456785US', []],
    ['RR123456785US', []],
    ['LB123456785HK', []],
  ])('takes %s for EMS’s own only where it is express mail that China posted', (number, expected) => {
    expect(guesses(number)).toEqual(expected);
  });

  it.each([
    ['47312482', '9'],
    ['00000000', '5'],
    ['10000001', '7'],
  ])('reckons the check digit of %s as %s', (serial, digit) => {
    const right = '0123456789'.split('').filter((each) => isS10(`RA${serial}${each}CN`));
    expect(right).toEqual([digit]);
  });

  it('has rules of carriers in the catalogue only', () => {
    expect(numberRules.filter(({ carrier }) => !findCarrier(carrier))).toEqual([]);
  });
});
