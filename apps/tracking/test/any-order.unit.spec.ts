import { describe, expect, it } from '@jest/globals';
import { carrierFactories, providersWith } from '@cartrail/carriers';
import { MINUTE, toShanghai } from '@cartrail/kernel';
import fc from 'fast-check';
import { aggregators } from './any-order/aggregators.js';
import { carriers } from './any-order/carriers.js';
import { Parcel, SHIPPED, type Word } from './any-order/parcel.js';
import type { Line, Vendor } from './any-order/vendor.js';

const vendors: Readonly<Record<string, Vendor>> = { ...aggregators, ...carriers };

function vendorOf(provider: string): Vendor {
  const vendor = vendors[provider];
  if (!vendor) throw new Error(`nobody here speaks as ${provider}`);
  return vendor;
}

/** Three instants, so that most lines share theirs; each line once, by time. */
const linesOf = ({ codes }: Vendor): fc.Arbitrary<Line[]> =>
  fc
    .uniqueArray(
      fc.record({
        time: fc.integer({ min: 1, max: 3 }).map((at) => toShanghai(SHIPPED + at * MINUTE)),
        code: fc.constantFrom(...codes.split(' ')),
        text: fc.constantFrom('one', 'other'),
      }),
      { minLength: 1, maxLength: 8, selector: ({ time, code, text }) => `${time} ${code} ${text}` },
    )
    .map((lines) => lines.sort((one, other) => one.time.localeCompare(other.time)));

const shuffled = <T>(all: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...all], { minLength: all.length });

/** Everything at least once, some of it again, in any order. */
const anyhow = <T>(all: readonly T[]): fc.Arbitrary<T[]> =>
  fc.array(fc.constantFrom(...all), { maxLength: 6 }).chain((again) => shuffled([...all, ...again]));

const cut = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

const increments = (lines: readonly Line[]): fc.Arbitrary<Word[]> =>
  fc
    .tuple(anyhow(lines), fc.integer({ min: 1, max: 4 }))
    .map(([sent, size]) => cut(sent, size).map((some) => ({ as: 'push', lines: some })));

/** Lines come to light in any order; each time the whole history is told, either way round or in no order. */
const histories = (as: Word['as'], lines: readonly Line[], listed: boolean): fc.Arbitrary<Word[]> =>
  shuffled(lines)
    .map((found) => found.map((_, last) => lines.filter((line) => found.indexOf(line) <= last)))
    .chain((grown) => fc.tuple(...grown.map((some) => turned(some, listed))))
    .chain(anyhow)
    .map((told) => told.map((some) => ({ as, lines: some })));

const turned = (lines: readonly Line[], listed: boolean): fc.Arbitrary<Line[]> =>
  listed ? fc.constantFrom([...lines], [...lines].reverse()) : shuffled(lines);

const pushesOf = ({ pushesAll }: Vendor, lines: readonly Line[]): fc.Arbitrary<Word[]> =>
  pushesAll ? histories('push', lines, true) : increments(lines);

const answersOf = ({ answersAnyhow }: Vendor, lines: readonly Line[]): fc.Arbitrary<Word[]> =>
  histories('answer', lines, !answersAnyhow);

const whole = (as: Word['as'], lines: readonly Line[]): Word => ({ as, lines });

const providers = [...carrierFactories.keys()];
const pushing = providersWith('push');
const asked = providersWith('track');

async function folds(
  provider: string,
  words: (vendor: Vendor, lines: readonly Line[]) => fc.Arbitrary<Word[]>,
  ...once: Word['as'][]
): Promise<void> {
  const vendor = vendorOf(provider);
  const parcel = new Parcel(provider, vendor);
  const cases = linesOf(vendor).chain((lines) => fc.tuple(fc.constant(lines), words(vendor, lines)));
  await fc.assert(
    fc.asyncProperty(cases, async ([lines, told]) => {
      const expected = await parcel.after(once.map((as) => whole(as, lines)));
      if (once.length === 1) expect(expected.scans).toHaveLength(lines.length);
      expect(await parcel.after(told)).toEqual(expected);
    }),
    { numRuns: 100 },
  );
}

describe('any order, repetition and split of the same scans', () => {
  it('is looked at of every provider that pushes or is asked', () => {
    expect(Object.keys(vendors).sort()).toEqual([...providersWith('push', 'track')].sort());
  });

  it.each(providers)('is looked at with codes of %s that lead far', async (provider) => {
    const vendor = vendorOf(provider);
    const lines = vendor.codes
      .split(' ')
      .map((code) => ({ time: toShanghai(SHIPPED + MINUTE), code, text: 'one' }));
    for (const as of ['push', 'answer'] as const) {
      if (as === 'push' && !vendor.pushes) continue;
      const { scans } = await new Parcel(provider, vendor).after([{ as, lines }]);
      expect(new Set(scans.map(({ status }) => status)).size).toBeGreaterThanOrEqual(7);
      expect(scans.filter(({ status }) => status === 'UNKNOWN')).toHaveLength(1);
    }
  });

  it.each(pushing)('folds what %s pushes to the same waybill', async (provider) => {
    await folds(provider, pushesOf, 'push');
  });

  it.each(asked)('folds what %s answers to the same waybill', async (provider) => {
    await folds(provider, answersOf, 'answer');
  });

  it.each(pushing.filter((provider) => asked.includes(provider)))(
    'folds what %s pushes and answers to the same waybill',
    async (provider) => {
      const both = (vendor: Vendor, lines: readonly Line[]): fc.Arbitrary<Word[]> =>
        fc
          .tuple(pushesOf(vendor, lines), answersOf(vendor, lines))
          .chain(([pushes, answers]) => shuffled([...pushes, ...answers]));
      await folds(provider, both, 'push', 'answer');
    },
  );
});
