import { describe, expect, it } from '@jest/globals';
import type { BookingReportedData } from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import { aBookingReported } from '@cartrail/testing';
import fc from 'fast-check';
import type { Bill } from '../src/domain/pickup/charge.js';
import type { Pickup } from '../src/domain/pickup/pickup.js';
import { hear, type Report } from '../src/domain/pickup/report.js';
import { BookingConsumer } from '../src/inbound/kafka/booking.consumer.js';
import { MORNING, World } from './support/world.js';

type Fees = readonly number[];

const sum = (fees: Fees): number => fees.reduce((total, fee) => total + fee, 0);
const billOf = (fees: Fees, at?: number): Bill => ({ fees: fees.map((fee) => `fee ${fee}`), at });
const whole = (fees: Fees, at?: number) => ({ feesFen: sum(fees), bill: billOf(fees, at) });

const ordered: Pickup = new World().delivered().ask().confirm().agreed().thePickup();

/** As tracking tells them: each with the next sequence of the booking. */
function charged(reports: readonly Partial<Report>[]): Pickup {
  let pickup = ordered;
  for (const [index, report] of reports.entries()) {
    const sequenced = { stream: { id: 's', sequence: index + 1 }, at: MORNING + index };
    const decision = hear(pickup, {
      ...{ bookingId: 't1', status: 'settled', code: '', inAll: false },
      ...sequenced,
      ...report,
    });
    if (decision.kind === 'changed') pickup = decision.state;
  }
  return pickup;
}
const chargedFen = (reports: readonly Partial<Report>[]): number | undefined => charged(reports).chargedFen;

/** Some pushes, each at least once, in any order. */
const delivered = <T>(pushes: readonly T[]): fc.Arbitrary<T[]> =>
  fc.array(fc.constantFrom(...pushes), { maxLength: 8 }).chain((again) => {
    const all = [...pushes, ...again];
    return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
  });

const amount = fc.integer({ min: 1, max: 999_999 });

describe('what a courier has charged', () => {
  it('is the whole bill that was told last, and not the sum of the bills', () => {
    expect(chargedFen([whole([1_000]), whole([1_000, 300])])).toBe(1_300);
    expect(chargedFen([whole([1_300]), whole([1_000])])).toBe(1_000);
  });

  it('is the same fen however often, and in whatever order, a bill that grows is told', () => {
    const told = fc
      .array(amount, { minLength: 1, maxLength: 5 })
      .chain((fees) =>
        fc.tuple(fc.constant(fees), delivered(fees.map((_, index) => fees.slice(0, index + 1)))),
      );
    fc.assert(
      fc.property(told, ([fees, pushes]) => {
        expect(chargedFen(pushes.map((push) => whole(push)))).toBe(sum(fees));
      }),
    );
  });

  it('is the same fen however often, and in whatever order, bills are told that say when they were made', () => {
    const told = fc
      .array(amount, { minLength: 1, maxLength: 5 })
      .chain((fees) => fc.tuple(fc.constant(fees), delivered(fees.map((fee, at) => ({ fee, at })))));
    fc.assert(
      fc.property(told, ([fees, pushes]) => {
        expect(chargedFen(pushes.map(({ fee, at }) => whole([fee], at)))).toBe(fees.at(-1));
      }),
    );
  });

  it('is the same fen however often each report is heard', () => {
    const report = fc.oneof(
      amount.map((feesFen) => ({ feesFen })),
      fc.array(amount, { minLength: 1, maxLength: 3 }).map((fees) => whole(fees)),
    );
    const heard = fc.array(fc.tuple(report, fc.nat({ max: 3 })), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(heard, (told) => {
        const reports = told.map(([one], index) => ({ ...one, stream: { id: 's', sequence: index + 1 } }));
        const again = reports.flatMap((one, index) =>
          Array.from({ length: 1 + (told[index]?.[1] ?? 0) }, () => one),
        );
        expect(chargedFen([...again, ...reports])).toBe(chargedFen(reports));
      }),
    );
  });

  it('takes a whole bill for all that was added up before, and adds to it what is charged on top', () => {
    expect(chargedFen([{ feesFen: 1_000 }, { feesFen: 1_300 }, whole([1_300])])).toBe(1_300);
    expect(chargedFen([whole([1_300]), { feesFen: 200 }])).toBe(1_500);
  });

  it('keeps the weight of the bill that holds', () => {
    const older = { ...whole([1_000], 1), weightGrams: 1_800 };
    const newer = { ...whole([1_100], 2), weightGrams: 2_100 };
    expect([charged([older, newer]), charged([newer, older])]).toMatchObject([
      { reportedGrams: 2_100, chargedFen: 1_100 },
      { reportedGrams: 2_100, chargedFen: 1_100 },
    ]);
    expect(charged([newer, { weightGrams: 2_300, status: 'weight_changed' }]).reportedGrams).toBe(2_300);
  });

  it('is left as it is by a report that says nothing of money', () => {
    expect(chargedFen([whole([1_000]), { weightGrams: 2_000, status: 'weight_changed' }])).toBe(1_000);
    expect(chargedFen([{ status: 'picked_up' }])).toBeUndefined();
  });
});

describe('what tracking tells of a courier’s charges', () => {
  const told = (reports: readonly Partial<BookingReportedData>[]): Pickup => {
    const world = new World().delivered().ask().confirm().agreed();
    const bookings = new BookingConsumer(world.flow);
    const booking = { pickupId: world.thePickup().id, bookingId: world.newId(), status: 'settled' };
    for (const report of reports)
      world.memory.apply(bookings.reported(aBookingReported({ ...booking, ...report })));
    return world.thePickup();
  };
  const fee = (kind: string, amountFen: number) => ({ kind, amountFen });
  const [freight, packing] = [fee('freight', 1_000), fee('packing', 300)];

  it('adds up, unless it says that it is the whole bill', () => {
    expect(told([{ fees: [freight] }, { fees: [packing] }]).chargedFen).toBe(1_300);
    const bills = [{ fees: [freight] }, { fees: [freight, packing] }].map((each) => ({
      ...each,
      wholeBill: true,
    }));
    expect(told(bills).chargedFen).toBe(1_300);
    expect(told(bills.toReversed()).chargedFen).toBe(1_300);
  });

  it('goes by when a bill was made, where it says so', () => {
    const [older, newer] = [MORNING, MORNING + 1].map((at) => ({ wholeBill: true, billedAt: toIso(at) }));
    const reports = [
      { ...older, fees: [freight] },
      { ...newer, fees: [packing] },
    ];
    expect([told(reports).chargedFen, told(reports.toReversed()).chargedFen]).toEqual([300, 300]);
  });

  it('leaves a bill as it is where a whole one lists nothing', () => {
    expect(
      told([
        { fees: [freight], wholeBill: true },
        { fees: [], wholeBill: true },
      ]).chargedFen,
    ).toBe(1_000);
  });
});
