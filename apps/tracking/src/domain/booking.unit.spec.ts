import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { report, type Booking, type BookingFact, type BookingReport } from './booking.js';

const key = { provider: 'kuaidi100', connectionId: 'demo01-1', providerBookingId: 'T1' };
const settled = (...amounts: readonly number[]): BookingReport => ({
  status: 'settled',
  code: '15',
  number: 'YT1',
  fees: amounts.map((amountFen) => ({ kind: 'FREIGHT', amountFen })),
});

function play(reports: readonly BookingReport[]): { booking?: Booking; facts: BookingFact[] } {
  let booking: Booking | undefined;
  const facts: BookingFact[] = [];
  reports.forEach((heard, at) => {
    const decision = report(booking, 'b1', key, heard, at);
    if (decision.kind !== 'changed') return;
    booking = decision.state;
    facts.push(...decision.facts);
  });
  return { booking, facts };
}

const told = (reports: readonly BookingReport[]) => play(reports).facts.map((fact) => fact.report);

describe('reports on a booking', () => {
  it('are told once each, with the fees of that report alone', () => {
    const first = settled(1_030);
    const more = settled(350);
    expect(told([first, more, first, more])).toEqual([first, more]);
  });

  it('are the same report when only the words beside the code differ: its fees are not charged twice', () => {
    expect(told([settled(1_030), { ...settled(1_030), text: '已支付' }])).toHaveLength(1);
    const [one, two] = settled(100, 200).fees;
    if (!one || !two) throw new Error('no fees');
    expect(told([settled(100, 200), { ...settled(), fees: [two, one] }])).toHaveLength(1);
  });

  it.each<[string, Partial<BookingReport>]>([
    ['another code', { code: '10' }],
    ['a number', { number: 'YT2' }],
    ['another weight', { weightGrams: 1_500 }],
    ['another courier', { courier: { nameMask: '李*' } }],
    ['another fee', { fees: [{ kind: 'OVERWEIGHT', amountFen: 1_030 }] }],
    ['the same fee twice', settled(1_030, 1_030)],
  ])('are another report with %s', (_, other) => {
    expect(told([settled(1_030), { ...settled(1_030), ...other }])).toHaveLength(2);
  });

  it('keep the pickup that was named first', () => {
    const { booking } = play([
      settled(1),
      { ...settled(2), pickupId: 'p1' },
      { ...settled(3), pickupId: 'p2' },
    ]);
    expect(booking?.pickupId).toBe('p1');
  });

  it('add up to the same charge in any order, however often each is repeated', () => {
    const reports = fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 6 });
    const played = reports.chain((amounts) =>
      fc.tuple(
        fc.constant(amounts),
        fc
          .array(fc.constantFrom(...amounts), { maxLength: 10 })
          .chain((extra) =>
            fc.shuffledSubarray([...amounts, ...extra], { minLength: amounts.length + extra.length }),
          ),
      ),
    );
    fc.assert(
      fc.property(played, ([amounts, order]) => {
        const charged = told(order.map((amount) => settled(amount))).flatMap(({ fees }) => fees);
        const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
        expect(sum(charged.map(({ amountFen }) => amountFen))).toBe(sum(amounts));
      }),
    );
  });
});
