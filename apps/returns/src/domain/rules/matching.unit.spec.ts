import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { match, type Candidate, type MatchRequest } from './matching.js';
import { priceFor } from './price.js';
import { priorOf, sandboxRateCards } from './sandbox-rates.js';
import { smoothed } from './scoring.js';

const nothingObserved = { count: 0, of: 0 };

/** As the sandbox card has them, at 1.5 kg in Z3. */
function fromCard(carrier: string, more: Partial<Candidate> = {}): Candidate {
  const card = sandboxRateCards.find((one) => one.carrier === carrier);
  const price = card && priceFor(card, { fromRegion: '510104', toRegion: '110105', weightGrams: 1500 }).price;
  if (!price) throw new Error(carrier);
  const prior = priorOf(carrier);
  return {
    key: carrier,
    carrier,
    priceFen: price.priceFen,
    priceKind: price.kind,
    etaHours: prior.crossProvinceHours,
    pickupOnTime: { ...nothingObserved, priorPpm: prior.pickupOnTimePpm },
    damage: { ...nothingObserved, priorPpm: prior.damagePpm },
    slots: [{ from: 1_000, to: 2_000 }],
    ...more,
  };
}

const six = ['ZTO', 'JD', 'YTO', 'SF', 'JTSD', 'EMS'].map((carrier) => fromCard(carrier));
const request: MatchRequest = { weightGrams: 1500 };
const codes = (candidates: readonly Candidate[], more: Partial<MatchRequest> = {}) =>
  match(candidates, { ...request, ...more }).ranked.map(({ candidate }) => candidate.key);

describe('the matching of carriers (§7.7)', () => {
  it('C1: ZTO .3235 < JD .3500 < YTO .3796 < SF .4500 < JTSD .4800 < EMS .5910', () => {
    const { ranked, excluded } = match(six, request);
    expect(ranked.map(({ candidate, score }) => [candidate.carrier, candidate.priceFen, score])).toEqual([
      ['ZTO', 1050, 3235],
      ['JD', 1600, 3500],
      ['YTO', 1030, 3796],
      ['SF', 2050, 4500],
      ['JTSD', 950, 4800],
      ['EMS', 1350, 5910],
    ]);
    expect(excluded).toEqual([]);
  });

  it('says why: the cheapest, the fastest, the best at coming on time', () => {
    const why = Object.fromEntries(match(six, request).ranked.map((one) => [one.candidate.carrier, one.why]));
    expect(why).toEqual({
      ZTO: [],
      JD: [],
      YTO: [],
      EMS: [],
      JTSD: ['cheapest'],
      SF: ['fastest', 'best-pickup-rate'],
    });
  });

  it('counts a column in which all are equal as 0', () => {
    const twins = [fromCard('ZTO', { key: 'b' }), fromCard('ZTO', { key: 'a' })];
    expect(match(twins, request).ranked.map(({ candidate, score }) => [candidate.key, score])).toEqual([
      ['a', 0],
      ['b', 0],
    ]);
  });

  it.each<[string, Partial<Candidate>, Partial<MatchRequest>, string]>([
    ['does not reach the buyer', { coversOrigin: false }, {}, 'origin-not-covered'],
    ['does not reach the warehouse', { coversDestination: false }, {}, 'destination-not-covered'],
    ['takes heavier parcels only', { minGrams: 3000 }, {}, 'below-minimum-weight'],
    ['takes lighter parcels only', { maxGrams: 1000 }, {}, 'above-maximum-weight'],
    ['refuses such goods', { refusesGoods: ['battery'] }, { goods: ['battery'] }, 'goods-not-accepted'],
    ['has no slot', { slots: [] }, {}, 'no-slot'],
    ['comes when the buyer has gone', { slots: [{ from: 1_000, to: 2_001 }] }, {}, 'no-slot'],
    ['is not one the insurer pays', {}, { insuredCarriersOnly: true }, 'not-insurable'],
    ['cannot be booked at the moment', { channelUp: false }, {}, 'channel-down'],
  ])('leaves out a carrier that %s, and says so', (_, more, asked, why) => {
    const others = six.slice(1).map((other) => ({ ...other, insured: true }));
    const { ranked, excluded } = match([fromCard('ZTO', more), ...others], {
      noLaterThan: 2_000,
      ...request,
      ...asked,
    });
    const left = excluded.find(({ candidate }) => candidate.carrier === 'ZTO');
    expect(left?.why).toEqual([why]);
    expect(ranked.map(({ candidate }) => candidate.carrier)).not.toContain('ZTO');
  });

  it('scores among those left, not among those left out', () => {
    const { ranked } = match([...six, fromCard('YD', { priceFen: 1, channelUp: false })], request);
    expect(ranked[0]).toMatchObject({ candidate: { carrier: 'ZTO' }, score: 3235 });
  });

  it('breaks ties by price, then by the earlier slot, then by code', () => {
    const pair = (more: Partial<Candidate>) => [
      fromCard('ZTO', { key: 'x' }),
      fromCard('ZTO', { key: 'y', ...more }),
    ];
    const onTimeOnly = { weights: { price: 0, pickup: 1000, eta: 0, damage: 0 } };
    expect(codes(pair({ priceFen: 1 }), onTimeOnly)).toEqual(['y', 'x']);
    expect(codes(pair({ slots: [{ from: 999, to: 2_000 }] }))).toEqual(['y', 'x']);
    expect(codes(pair({ carrier: 'AAA' }))).toEqual(['y', 'x']);
  });

  it('follows the weights of the merchant, and the wish of the buyer', () => {
    expect(codes(six, { weights: { price: 1000, pickup: 0, eta: 0, damage: 0 } })[0]).toBe('JTSD');
    expect(codes(six, { weights: { price: 0, pickup: 0, eta: 0, damage: 1000 } })[0]).toBe('SF');
    expect(codes(six, { sort: 'price' })).toEqual(['JTSD', 'YTO', 'ZTO', 'EMS', 'JD', 'SF']);
    // ZTO and YTO need as long: the better score first.
    expect(codes(six, { sort: 'time' })).toEqual(['SF', 'JD', 'ZTO', 'YTO', 'JTSD', 'EMS']);
  });

  it('has nothing to rank among nobody', () => {
    expect(match([], request)).toEqual({ ranked: [], excluded: [] });
  });

  it('ranks the same in whatever order the candidates come', () => {
    const small = fc.integer({ min: 0, max: 3 });
    const candidate = fc.record({
      price: small,
      eta: small,
      pickup: small,
      damage: small,
      slot: small,
      up: fc.boolean(),
    });
    const some = fc.array(candidate, { maxLength: 8 }).map((rows) =>
      rows.map(({ price, eta, pickup, damage, slot, up }, at) =>
        fromCard('ZTO', {
          key: `k${at}`,
          priceFen: 900 + price,
          etaHours: 40 + eta,
          pickupOnTime: { count: pickup, of: 3, priorPpm: 900_000 },
          damage: { count: damage, of: 900, priorPpm: 1000 },
          slots: [{ from: slot, to: 10 + slot }],
          channelUp: up,
        }),
      ),
    );
    const shuffled = some.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
    );
    fc.assert(
      fc.property(shuffled, fc.constantFrom('score', 'price', 'time'), ([rows, others], sort) => {
        const one = match(rows, { ...request, sort });
        expect(match(others, { ...request, sort })).toEqual(one);
        expect(one.ranked.length + one.excluded.length).toBe(rows.length);
        for (const { score } of one.ranked) expect(score >= 0 && score <= 10_000).toBe(true);
      }),
    );
  });

  it('never ranks a carrier lower for being cheaper', () => {
    const cheaper = fc.integer({ min: 1, max: 900 });
    fc.assert(
      fc.property(fc.constantFrom(...six), cheaper, (chosen, by) => {
        const place = (candidates: readonly Candidate[]) => codes(candidates).indexOf(chosen.key);
        const others = six.map((one) => (one === chosen ? { ...one, priceFen: one.priceFen - by } : one));
        // Only against the best and the worst of the column, which must not be the chosen one itself.
        fc.pre(chosen.priceFen - by >= 950 && chosen.priceFen < 2050);
        expect(place(others)).toBeLessThanOrEqual(place(six));
      }),
    );
  });
});

describe('a smoothed rate', () => {
  it('counts the prior as fifty observations', () => {
    expect(smoothed({ count: 0, of: 0, priorPpm: 930_000 })).toBe(930_000_000);
    expect(smoothed({ count: 50, of: 50, priorPpm: 930_000 })).toBe(965_000_000);
  });

  it('stays between the prior and what was observed', () => {
    const observed = fc.tuple(fc.nat({ max: 10_000 }), fc.nat({ max: 10_000 }));
    fc.assert(
      fc.property(observed, fc.integer({ min: 0, max: 1_000_000 }), ([a, b], priorPpm) => {
        const [count, of] = a < b ? [a, b] : [b, a];
        fc.pre(of > 0);
        const rate = smoothed({ count, of, priorPpm });
        const ends = [priorPpm * 1000, Math.floor((count / of) * 1_000_000_000)];
        expect(rate).toBeGreaterThanOrEqual(Math.min(...ends) - 1);
        expect(rate).toBeLessThanOrEqual(Math.max(...ends) + 1);
      }),
    );
  });
});
