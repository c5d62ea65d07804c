import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  report,
  reportOfNumber,
  rumour,
  type Booking,
  type BookingFact,
  type BookingReport,
} from './booking.js';

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

const told = (reports: readonly BookingReport[]) =>
  play(reports).facts.flatMap((fact) => (fact.type === 'Reported' ? [fact.report] : []));

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

  it('bill the whole so far once each, however often and in whatever order they repeat', () => {
    const bill = fc
      .record({
        fen: fc.integer({ min: 1, max: 3 }),
        billedAt: fc.option(fc.nat({ max: 2 }), { nil: undefined }),
      })
      .map(({ fen, billedAt }): BookingReport => ({ ...settled(fen), wholeBill: true, billedAt }));
    fc.assert(
      fc.property(fc.array(bill, { maxLength: 12 }), (pushes) => {
        const once = new Map(pushes.map((push) => [JSON.stringify(push), push]));
        expect(told(pushes)).toEqual([...once.values()]);
        expect(told([...pushes, ...pushes])).toEqual([...once.values()]);
      }),
    );
  });

  // A repeat of what was told before this was known must stay one.
  it('are another report when the same bill was made at another time, and keep their mark where it has none', () => {
    const bill: BookingReport = { ...settled(1_030), wholeBill: true };
    expect(told([bill, { ...bill, billedAt: 1 }, { ...bill, billedAt: 2 }, bill])).toHaveLength(3);
    expect(play([bill]).booking?.seen).toEqual(play([settled(1_030)]).booking?.seen);
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

describe('reports that name a number alone', () => {
  const bill = { ...settled(800), code: 'bill' };

  it('are told of the booking that has it, once', () => {
    const { booking } = play([settled(1)]);
    const first = reportOfNumber(booking, bill, 5);
    expect(first).toMatchObject({
      kind: 'changed',
      facts: [{ report: bill, at: 5 }],
      state: { id: 'b1', ...key },
    });
    expect(reportOfNumber(first.kind === 'changed' ? first.state : undefined, bill, 6)).toEqual(
      expect.objectContaining({ kind: 'nothing' }),
    );
  });

  it('are told of nobody where no booking has it', () => {
    expect(reportOfNumber(undefined, bill, 5)).toMatchObject({ kind: 'nothing', reason: 'no-booking' });
  });
});

describe('what finds a booking by its number', () => {
  const status = (status: string, number?: string): BookingReport => ({
    status,
    code: status,
    number,
    fees: [],
  });

  it('is the number told last, which a report without one does not take away', () => {
    expect(play([status('accepted', 'JT1'), status('picked_up')]).booking?.number).toBe('JT1');
    expect(play([status('accepted', 'JT1'), status('picked_up', 'JT2')]).booking?.number).toBe('JT2');
  });

  it.each([
    [['accepted'], false],
    [['accepted', 'cancelled_by_user'], true],
    [['cancelled_by_carrier', 'accepted', 'settled', 'UNKNOWN'], true],
    [['pickup_failed', 'reopened'], false],
    [['rejected', 'picked_up'], false],
  ])('is whether it has ended: %j', (statuses, ended) => {
    expect(play(statuses.map((each) => status(each))).booking?.ended).toBe(ended);
  });
});

describe('a rumour of a booking', () => {
  it('is told each time, and keeps nothing of what was said', () => {
    const known = play([settled(1_030)]).booking;
    expect(rumour(known, 'b1', key, 7)).toEqual({
      kind: 'changed',
      state: known,
      facts: [{ type: 'Rumoured', at: 7 }],
    });
  });

  it('is no report: the first one after it is told whole', () => {
    const first = rumour(undefined, 'b1', key, 7);
    if (first.kind !== 'changed') throw new Error('not told');
    expect(report(first.state, 'b1', key, settled(1_030), 8)).toMatchObject({
      kind: 'changed',
      facts: [{ type: 'Reported', report: settled(1_030) }],
    });
  });
});
