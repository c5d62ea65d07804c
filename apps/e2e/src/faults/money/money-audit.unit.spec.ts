import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isClean } from '../audit.js';
import { auditMoney, fenOf, type MoneyEvidence, type Moved } from './money-audit.js';
import { moneySelfTest } from './money-self-test.js';

const books = (owed: readonly Moved[]): MoneyEvidence => ({
  owed,
  refunds: { platform: owed, RefundDue: owed },
  bookings: { provider: owed.map(({ key }) => key) },
  reports: [],
  asked: owed.map(({ key }) => ({ key, reference: `r ${key}` })),
  messages: [],
});
const paying = (owed: readonly Moved[], platform: readonly Moved[]): MoneyEvidence => ({
  ...books(owed),
  refunds: { platform, RefundDue: owed },
});

const debts = fc
  .uniqueArray(fc.nat(10_000), { minLength: 1, maxLength: 30 })
  .chain((keys) =>
    fc.tuple(...keys.map((key) => fc.integer({ min: 1, max: 1e8 }).map((fen) => ({ key: `o${key}`, fen })))),
  );
const debtsAndOne = debts.chain((owed) =>
  fc.record({ owed: fc.constant(owed), at: fc.nat(owed.length - 1) }),
);

describe('the audit of money', () => {
  it('reports exactly what is planted', () => {
    expect(moneySelfTest()).toEqual([]);
  });

  it('finds nothing in books that agree, in whatever order they are written', () => {
    fc.assert(
      fc.property(
        debts.chain((owed) =>
          fc.record({ owed: fc.constant(owed), paid: fc.shuffledSubarray(owed, { minLength: owed.length }) }),
        ),
        ({ owed, paid }) => {
          expect(isClean(auditMoney(paying(owed, paid)))).toBe(true);
        },
      ),
    );
  });

  it('sees one debt nobody paid among any number that were', () => {
    fc.assert(
      fc.property(debtsAndOne, ({ owed, at }) => {
        const { lost, doubled, phantom } = auditMoney(
          paying(
            owed,
            owed.filter((_, each) => each !== at),
          ),
        );
        expect([lost.length, doubled.length, phantom.length]).toEqual([1, 0, 0]);
      }),
    );
  });

  it('sees one debt paid twice, even where the parts add up to it', () => {
    fc.assert(
      fc.property(debtsAndOne, fc.integer({ min: 0, max: 1e8 }), ({ owed, at }, part) => {
        const { key = '', fen = 0 } = owed[at] ?? {};
        const twice = [
          ...owed.filter((_, each) => each !== at),
          { key, fen: part },
          { key, fen: fen - part },
        ];
        expect(auditMoney(paying(owed, twice)).doubled).toHaveLength(1);
      }),
    );
  });

  it('sees one wrong fen, though the sums agree', () => {
    fc.assert(
      fc.property(
        debts.filter(({ length }) => length > 1),
        (owed) => {
          const moved = owed.map(({ key, fen }, at) => ({
            key,
            fen: fen + (at === 0 ? 1 : at === 1 ? -1 : 0),
          }));
          expect(fenOf(moved)).toBe(fenOf(owed));
          expect(auditMoney(paying(owed, moved)).phantom).toHaveLength(2);
        },
      ),
    );
  });

  it('sees money for somebody who is owed none', () => {
    fc.assert(
      fc.property(debts, (owed) => {
        expect(auditMoney(paying(owed, [...owed, { key: 'stranger', fen: 1 }])).phantom).toHaveLength(1);
      }),
    );
  });
});
