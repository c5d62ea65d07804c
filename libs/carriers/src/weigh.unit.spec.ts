import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recognise, type Candidate } from './recognise.js';
import { formOf, weigh, type Evidence } from './weigh.js';

const named = (carrier: string, confidence: Candidate['confidence'] = 'possible'): Candidate => ({
  carrier,
  carrierCode: carrier.toLowerCase(),
  confidence,
  reasons: [`told of ${carrier}`],
});
const told = (provider: string, ...carriers: string[]): NonNullable<Evidence['answers']>[number] => ({
  provider,
  candidates: carriers.map((carrier) => named(carrier, carriers.length === 1 ? 'likely' : 'possible')),
});
const guesses = (number: string, evidence: Evidence): (readonly string[])[] =>
  weigh(number, evidence).map(({ carrier, confidence }) => [carrier, confidence]);

const YTO = 'YT1234567890123';
const DIGITS = '123456789012';

describe('weighing what is known about a number', () => {
  it('is its looks where nothing else is known', () => {
    expect(guesses(YTO, {})).toEqual([['YTO', 'certain']]);
    expect(guesses('73100012345678', { answers: [], history: [] })).toEqual([
      ['ZTO', 'likely'],
      ['HTKY', 'possible'],
    ]);
  });

  it('makes likely what two sources say, and puts it first with all its reasons', () => {
    expect(weigh(DIGITS, { history: [{ carrier: 'SF', parcels: 3 }] })[0]).toMatchObject({
      carrier: 'SF',
      confidence: 'likely',
      reasons: [expect.stringContaining('ranges'), "3 of the tenant's own parcels"],
    });
    const [first, second] = weigh(DIGITS, { answers: [told('kdniao', 'YD', 'SF')] });
    expect(first).toMatchObject({ carrier: 'SF', confidence: 'likely' });
    expect(first?.reasons.at(-1)).toBe('told of SF');
    expect(second?.confidence).toBe('possible');
  });

  it('never makes digits certain, whoever agrees', () => {
    const evidence = {
      answers: [told('kdniao', 'SF'), { provider: 'kuaidi100', candidates: [named('SF', 'certain')] }],
      history: [{ carrier: 'SF', parcels: 10_000 }],
    };
    expect(guesses(DIGITS, evidence)[0]).toEqual(['SF', 'likely']);
  });

  it('makes no ambiguous number certain, whatever the history and whoever agrees', () => {
    const ambiguous = fc
      .oneof(fc.stringMatching(/^\d{8,16}$/), fc.stringMatching(/^[A-Z]{0,4}\d{8,16}$/))
      .filter((number) => recognise(number).every(({ confidence }) => confidence !== 'certain'));
    const carrier = fc.constantFrom('YTO', 'STO', 'SF', 'ZTO', 'HTKY', 'ZJS', 'UNKNOWN');
    const answers = fc.array(
      fc.record({
        provider: fc.constantFrom('kdniao', 'kuaidi100'),
        candidates: fc.array(
          carrier.map((code) => named(code, 'certain')),
          { maxLength: 3 },
        ),
      }),
      { maxLength: 2 },
    );
    const history = fc.array(fc.record({ carrier, parcels: fc.nat({ max: 1_000_000 }) }), { maxLength: 4 });
    fc.assert(
      fc.property(ambiguous, fc.record({ answers, history }), (number, evidence) => {
        expect(weigh(number, evidence).filter(({ confidence }) => confidence === 'certain')).toEqual([]);
      }),
    );
  });

  it('doubts letters as soon as a source names another carrier', () => {
    expect(guesses(YTO, { answers: [told('kuaidi100', 'YTO')] })).toEqual([['YTO', 'certain']]);
    expect(guesses(YTO, { answers: [told('kuaidi100', 'YTO', 'CND')] })).toEqual([
      ['YTO', 'likely'],
      ['CND', 'possible'],
    ]);
    expect(guesses(YTO, { history: [{ carrier: 'STO', parcels: 1 }] })).toEqual([
      ['YTO', 'likely'],
      ['STO', 'possible'],
    ]);
  });

  it("lets the tenant's own parcels decide before a provider's order, and that before nothing", () => {
    const answers = [told('kdniao', 'AAA', 'BBB', 'CCC')];
    expect(guesses('?', { answers }).map(([carrier]) => carrier)).toEqual(['AAA', 'BBB', 'CCC']);
    const history = [
      { carrier: 'BBB', parcels: 1 },
      { carrier: 'CCC', parcels: 2 },
      { carrier: 'DDD', parcels: 0 },
    ];
    expect(guesses('?', { answers, history })).toEqual([
      ['CCC', 'likely'],
      ['BBB', 'likely'],
      ['AAA', 'possible'],
    ]);
  });

  it('keeps carriers that are in no list apart by their codes', () => {
    const unknown = (carrierCode: string): Candidate => ({ ...named('UNKNOWN'), carrierCode });
    const answers = [
      { provider: 'kdniao', candidates: [unknown('X'), unknown('Y')] },
      { provider: 'kuaidi100', candidates: [unknown('X')] },
    ];
    expect(weigh('?', { answers }).map(({ carrierCode }) => carrierCode)).toEqual(['X', 'X', 'Y']);
  });

  it('names each carrier once, the surest first, and at most one for certain, who has no rival', () => {
    const carrier = fc.constantFrom('YTO', 'STO', 'SF', 'ZTO', 'EMS', 'UNKNOWN');
    const candidate = fc.record({
      carrier,
      carrierCode: fc.constantFrom('a', 'b'),
      confidence: fc.constantFrom('certain' as const, 'likely' as const, 'possible' as const),
      reasons: fc.constant(['?']),
    });
    const evidence = fc.record({
      answers: fc.array(
        fc.record({ provider: fc.constantFrom('kdniao', 'kuaidi100'), candidates: fc.array(candidate) }),
        { maxLength: 3 },
      ),
      history: fc.array(fc.record({ carrier, parcels: fc.nat({ max: 5 }) }), { maxLength: 4 }),
    });
    const number = fc.oneof(fc.constant(YTO), fc.stringMatching(/^[A-Z]{0,4}\d{8,16}$/));
    const rank = { certain: 0, likely: 1, possible: 2 };
    fc.assert(
      fc.property(number, evidence, (text, given) => {
        const found = weigh(text, given);
        const known = found.filter((each) => each.carrier !== 'UNKNOWN').map((each) => each.carrier);
        expect(new Set(known).size).toBe(known.length);
        const ranks = found.map(({ confidence }) => rank[confidence]);
        expect(ranks).toEqual([...ranks].sort((one, other) => one - other));
        const certain = found.filter(({ confidence }) => confidence === 'certain');
        expect(certain.length).toBeLessThanOrEqual(1);
        const [sure] = certain;
        const others = [
          ...given.answers.flatMap(({ candidates }) => candidates),
          ...given.history.filter(({ parcels }) => parcels > 0),
        ].filter((each) => each.carrier !== sure?.carrier);
        if (sure) expect(others).toEqual([]);
      }),
    );
  });
});

describe('the form of a number', () => {
  it.each([
    ['YT1234567890123', 'YT12/15'],
    ['yt 1234-5678-90123', 'YT12/15'],
    ['773012345678901', '77/15'],
    ['?', '/1'],
  ])('of %s is %s', (number, form) => {
    expect(formOf(number)).toBe(form);
  });
});
