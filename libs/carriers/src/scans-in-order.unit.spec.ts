import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CarrierReport } from './report.js';
import { scansAsListed, scansInOrder, type UnorderedScan } from './scans-in-order.js';

const scan = (occurredAt: number, text: string): UnorderedScan => ({
  provider: 'any',
  occurredAt,
  occurredText: String(occurredAt),
  code: '1',
  text,
  status: 'IN_TRANSIT',
});

const lines = ({ scans }: Pick<CarrierReport, 'scans'>) =>
  scans.map(({ occurredAt, text, order }) => [occurredAt, text, order]);

const anyScans = fc.uniqueArray(
  fc.record({ at: fc.integer({ min: 1, max: 3 }), text: fc.constantFrom('a', 'b', 'c', 'd') }),
  { minLength: 1, maxLength: 10, selector: ({ at, text }) => `${at}${text}` },
);

describe('scans of an increment', () => {
  it('come out the same in any order and repetition, with no order of one instant', () => {
    const sent = anyScans.chain((given) => {
      const scans = given.map(({ at, text }) => scan(at, text));
      return fc.tuple(
        fc.constant(scans),
        fc.shuffledSubarray([...scans, ...scans], { minLength: 2 * scans.length }),
      );
    });
    fc.assert(
      fc.property(sent, ([scans, again]) => {
        expect(scansInOrder(again)).toEqual(scansInOrder(scans));
        expect(new Set(scansInOrder(scans).scans.map(({ order }) => order))).toEqual(new Set([0]));
      }),
    );
  });
});

describe('scans of a whole history', () => {
  const history = [scan(1, 'b'), scan(1, 'a'), scan(2, 'c')];
  const counted = [
    [1, 'b', 0],
    [1, 'a', 1],
    [2, 'c', 0],
  ];

  it('are counted as listed, whichever way round, each once where it is first', () => {
    expect(lines(scansAsListed(history))).toEqual(counted);
    expect(lines(scansAsListed([...history].reverse()))).toEqual(counted);
    const repeated = [...history.slice(0, 2), scan(1, 'b'), scan(2, 'c')];
    expect(lines(scansAsListed(repeated))).toEqual(counted);
    expect(lines(scansAsListed([...repeated].reverse()))).toEqual(counted);
  });

  it('have no order of one instant while nothing tells the direction, or the list is not by time', () => {
    const none = [
      [1, 'a', 0],
      [1, 'b', 0],
    ];
    expect(lines(scansAsListed(history.slice(0, 2)))).toEqual(none);
    expect(lines(scansAsListed([scan(1, 'b'), scan(2, 'c'), scan(1, 'a')]))).toEqual([...none, [2, 'c', 0]]);
  });

  it('never count less when the history has grown', () => {
    const grown = anyScans.chain((given) => {
      const whole = given.map(({ at, text }) => scan(at, text)).sort((a, b) => a.occurredAt - b.occurredAt);
      return fc.tuple(fc.constant(whole), fc.subarray(whole), fc.boolean(), fc.boolean());
    });
    fc.assert(
      fc.property(grown, ([whole, part, turned, alsoTurned]) => {
        const now = scansAsListed(turned ? [...whole].reverse() : whole).scans;
        const before = scansAsListed(alsoTurned ? [...part].reverse() : part).scans;
        for (const { occurredAt, text, order } of before) {
          const later = now.find((each) => each.occurredAt === occurredAt && each.text === text);
          expect(later?.order).toBeGreaterThanOrEqual(order);
        }
      }),
    );
  });
});
