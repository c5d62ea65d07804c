import { describe, expect, it } from '@jest/globals';
import { formOf, normaliseNumber, recognise, weigh } from '@cartrail/carriers';
import fc from 'fast-check';
import type { Followed, Opinion } from '../domain/recognition.js';
import { RecogniseNumbers } from './recognise-numbers.js';

const lore = { normalise: normaliseNumber, formOf, weigh };
const TENANT = 'demo01';

interface Asked {
  readonly forms: (readonly string[])[];
  readonly numbers: (readonly string[])[];
}

function desk(history: readonly Followed[], opinions: readonly Opinion[]) {
  const asked: Asked = { forms: [], numbers: [] };
  const recogniseNumbers = new RecogniseNumbers(
    lore,
    {
      of: (_tenantId, forms) => {
        asked.forms.push(forms);
        return Promise.resolve(new Map(forms.map((form) => [form, history])));
      },
    },
    {
      ask: (_tenantId, numbers) => {
        asked.numbers.push(numbers);
        return Promise.resolve(new Map(numbers.map((number) => [number, opinions])));
      },
    },
  );
  return { asked, recogniseNumbers };
}

const opinionOf = (carrier: string): Opinion => ({
  provider: 'kdniao',
  outcome: 'answered',
  candidates: [{ carrier, confidence: 'likely', reasons: [`told of ${carrier}`] }],
});

describe('recognising numbers', () => {
  it('never calls an ambiguous number certain, whatever the history and whatever providers say', async () => {
    const ambiguous = fc
      .stringMatching(/^[A-Z]{0,3}\d{8,16}$/)
      .filter((number) => recognise(number).every(({ confidence }) => confidence !== 'certain'));
    const carrier = fc.constantFrom('YTO', 'STO', 'SF', 'ZTO', 'HTKY', 'UNKNOWN');
    const history = fc.array(fc.record({ carrier, parcels: fc.nat({ max: 500 }) }), { maxLength: 3 });
    const opinions = fc.array(carrier.map(opinionOf), { maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(ambiguous, history, opinions, async (number, followed, said) => {
        const { recogniseNumbers } = desk(followed, said);
        const [found] = await recogniseNumbers.execute(TENANT, [number], { ask: true });
        expect(found?.certain).toBe(false);
        expect(found?.candidates.map(({ confidence }) => confidence)).not.toContain('certain');
      }),
    );
  });

  it('asks nobody unless it may, nor about a number that is certain without', async () => {
    const numbers = ['YT1234567890123', '123456789012'];
    const { asked, recogniseNumbers } = desk([], [opinionOf('SF')]);
    const quiet = await recogniseNumbers.execute(TENANT, numbers, { ask: false });
    expect(asked.numbers).toEqual([]);
    expect(quiet.map((each) => [each.certain, each.asked])).toEqual([
      [true, []],
      [false, []],
    ]);
    const [sure, doubtful] = await recogniseNumbers.execute(TENANT, numbers, { ask: true });
    expect(asked.numbers).toEqual([['123456789012']]);
    expect([sure?.certain, sure?.asked]).toEqual([true, []]);
    expect(doubtful?.asked).toEqual([{ provider: 'kdniao', outcome: 'answered' }]);
    expect(doubtful?.candidates[0]).toMatchObject({ carrier: 'SF', confidence: 'likely' });
  });

  it('asks about letters that the tenant’s own parcels put in doubt', async () => {
    const { asked, recogniseNumbers } = desk([{ carrier: 'STO', parcels: 1 }], []);
    const [found] = await recogniseNumbers.execute(TENANT, ['YT1234567890123'], { ask: true });
    expect(found?.certain).toBe(false);
    expect(asked.numbers).toEqual([['YT1234567890123']]);
  });

  it('looks a number up once however it is written, and answers each as it was given', async () => {
    const { asked, recogniseNumbers } = desk([], []);
    const given = ['77 3012345678901', '773012345678901', '77-3012345678902'];
    const found = await recogniseNumbers.execute(TENANT, given, { ask: true });
    expect(found.map(({ number }) => number)).toEqual(given);
    expect(found[0]?.candidates).toEqual(found[1]?.candidates);
    expect(asked).toEqual({ forms: [['77/15']], numbers: [['773012345678901', '773012345678902']] });
  });

  it('is unchanged by a provider that gave no answer', async () => {
    const throttled: Opinion = { provider: 'kdniao', outcome: 'throttled', candidates: [] };
    const number = ['123456789012'];
    const [before] = await desk([], []).recogniseNumbers.execute(TENANT, number, { ask: false });
    const [after] = await desk([], [throttled]).recogniseNumbers.execute(TENANT, number, { ask: true });
    expect(after).toEqual({ ...before, asked: [{ provider: 'kdniao', outcome: 'throttled' }] });
  });
});
