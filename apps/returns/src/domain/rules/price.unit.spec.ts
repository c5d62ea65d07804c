import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chargeableGrams, priceFor, zoneOf, type RateCard } from './price.js';
import { carrierPriors, priorOf, sandboxRateCards } from './sandbox-rates.js';

const card = (firstFen: number, stepFen: number, more: Partial<RateCard> = {}): RateCard => ({
  carrier: 'X',
  kind: 'CONTRACT',
  version: '1',
  firstGrams: 1000,
  stepGrams: 1000,
  divisor: 8000,
  zones: { Z3: { firstFen, stepFen } },
  ...more,
});

/** Chengdu to Beijing: Z3. */
const far = { fromRegion: '510104', toRegion: '110105' };
const box = (length: number, width: number, height: number) => ({ length, width, height });

describe('the price of a parcel (§7.1)', () => {
  it.each([
    ['P1', card(750, 300), 1500, box(300, 250, 120), 2000, 1050],
    ['P2', card(750, 300), 800, box(600, 400, 300), 9000, 3150],
    ['P3', card(750, 300, { divisor: 6000 }), 800, box(600, 400, 300), 12000, 4050],
    ['P4', card(1800, 250, { stepGrams: 500, divisor: 6000 }), 1300, undefined, 1500, 2050],
    ['P5', card(1700, 1400), 2010, undefined, 3000, 4500],
  ])('%s', (_, rates, weightGrams, size, billableGrams, priceFen) => {
    const { price } = priceFor(rates, { ...far, weightGrams, ...(size && { size }) });
    expect(price).toMatchObject({ billableGrams, priceFen, kind: 'CONTRACT', zone: 'Z3' });
  });

  it('P1: the volume of 30×25×12 by 8000 weighs 1.125 kg, less than the parcel', () => {
    expect(chargeableGrams(0, box(300, 250, 120), 8000)).toBe(1125);
    expect(chargeableGrams(1500, box(300, 250, 120), 8000)).toBe(1500);
  });

  it('shows what the price is made of', () => {
    const surcharges = [{ code: 'peak', amountFen: 200 }];
    expect(priceFor(card(750, 300, { surcharges }), { ...far, weightGrams: 2001 }).price).toEqual({
      priceFen: 1550,
      kind: 'CONTRACT',
      zone: 'Z3',
      chargeableGrams: 2001,
      billableGrams: 3000,
      firstFen: 750,
      nextFen: 300,
      steps: 2,
      surchargeFen: 200,
    });
  });

  it.each([
    ['a zone the card has no price for', {}, { ...far, toRegion: '510105' }, 'zone-not-on-card'],
    ['Taiwan', {}, { ...far, toRegion: '710000' }, 'region-not-served'],
    ['no region at all', {}, { ...far, toRegion: '' }, 'region-unknown'],
    ['less than the card takes', { minGrams: 3000 }, far, 'below-minimum-weight'],
    ['more than the card takes', { maxGrams: 1999 }, far, 'above-maximum-weight'],
  ])('is not served for %s, and says why', (_, more, ends, why) => {
    expect(priceFor(card(750, 300, more), { ...ends, weightGrams: 2000 })).toEqual({ why });
  });

  it('is whole, never falls with weight or size, and rises by whole steps', () => {
    const grams = fc.integer({ min: 0, max: 60_000 });
    const side = fc.integer({ min: 1, max: 1500 });
    fc.assert(
      fc.property(
        fc.constantFrom(...sandboxRateCards),
        grams,
        grams,
        side,
        side,
        (rates, one, other, a, b) => {
          const at = (weightGrams: number, length: number) =>
            priceFor({ ...rates, minGrams: 0 }, { ...far, weightGrams, size: box(length, 300, 200) }).price;
          const small = at(Math.min(one, other), Math.min(a, b));
          const large = at(Math.max(one, other), Math.max(a, b));
          if (!small || !large) throw new Error('served everywhere');
          expect(Number.isSafeInteger(small.priceFen)).toBe(true);
          expect(large.priceFen).toBeGreaterThanOrEqual(small.priceFen);
          expect(small.billableGrams).toBeGreaterThanOrEqual(small.chargeableGrams);
          expect((small.billableGrams - rates.firstGrams) % rates.stepGrams).toBe(0);
        },
      ),
    );
  });
});

describe('the zone between two regions (§7.2)', () => {
  it.each([
    ['one province', '510104', '511000', 'Z1'],
    ['沪苏浙皖', '310000', '340100', 'Z2'],
    ['京津冀', '110105', '130100', 'Z2'],
    ['one cluster to the other', '310000', '110105', 'Z3'],
    ['the rest', '440100', '510104', 'Z3'],
    ['a distant end', '440100', '620100', 'Z4'],
    ['inside a distant province', '530100', '532900', 'Z4'],
    ['the farthest end', '650100', '440100', 'Z5'],
    ['the worst of both ends', '620100', '540100', 'Z5'],
    ['two digits are enough', '44', '51', 'Z3'],
  ] as const)('%s', (_, from, to, zone) => {
    expect(zoneOf(from, to)).toEqual({ zone });
    expect(zoneOf(to, from)).toEqual({ zone });
  });

  it.each([
    ['Hong Kong', '440100', '810000', 'region-not-served'],
    ['a code of no province', '440100', '990000', 'region-unknown'],
    ['what is no code', '440100', '4401', 'region-unknown'],
  ])('is none for %s', (_, from, to, why) => {
    expect(zoneOf(from, to)).toEqual({ why });
  });
});

describe('the sandbox rate card (§7.4)', () => {
  it.each([
    ['ZTO', 1050],
    ['YTO', 1030],
    ['STO', 1010],
    ['YD', 990],
    ['JTSD', 950],
    ['EMS', 1350],
    ['JD', 1600],
    ['SF', 2050],
  ])('%s asks %d fen for 1.5 kg in Z3', (carrier, priceFen) => {
    const rates = sandboxRateCards.find((one) => one.carrier === carrier);
    if (!rates) throw new Error(carrier);
    expect(priceFor(rates, { ...far, weightGrams: 1500 }).price).toMatchObject({
      priceFen,
      kind: 'CONTRACT',
    });
  });

  it('has DBL carry nothing below 3 kg', () => {
    const rates = sandboxRateCards.find(({ carrier }) => carrier === 'DBL');
    if (!rates) throw new Error('DBL');
    expect(priceFor(rates, { ...far, weightGrams: 2999 }).why).toBe('below-minimum-weight');
    expect(priceFor(rates, { ...far, weightGrams: 3000 }).price?.priceFen).toBe(1660);
  });

  it('does not flatter a carrier it does not know', () => {
    const stranger = priorOf('NOBODY');
    for (const known of carrierPriors) {
      expect(priorOf(known.carrier)).toEqual(known);
      expect(stranger.pickupOnTimePpm).toBeLessThanOrEqual(known.pickupOnTimePpm);
      expect(stranger.damagePpm).toBeGreaterThanOrEqual(known.damagePpm);
      expect(stranger.crossProvinceHours).toBeGreaterThanOrEqual(known.crossProvinceHours);
    }
  });
});
