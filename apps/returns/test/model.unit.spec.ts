import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR } from '@cartrail/kernel';
import fc from 'fast-check';
import { moved } from '../src/domain/order/parcels.js';
import { refundNews, signedOff, superseded } from '../src/domain/order/sign-off.js';
import { booked, answerLost, refusedBy } from '../src/domain/pickup/book.js';
import { cancelled, cancellationRefused } from '../src/domain/pickup/cancel.js';
import { moves as pickupMoves } from '../src/domain/pickup/moves.js';
import { isActive, type Pickup } from '../src/domain/pickup/pickup.js';
import { ask as askProvider, rumoured } from '../src/domain/pickup/reconcile.js';
import { hear } from '../src/domain/pickup/report.js';
import { approveByMerchant } from '../src/domain/return/approve.js';
import { callOff } from '../src/domain/return/confirm.js';
import { cancel, lapse } from '../src/domain/return/end.js';
import { moves } from '../src/domain/return/moves.js';
import { settle } from '../src/domain/return/refund.js';
import type { Return } from '../src/domain/return/return.js';
import { calendar, ids, MORNING, World } from './support/world.js';

type Step = (world: World) => void;

const reasons = ['no_reason', 'quality'] as const;
const statuses = [
  'requested',
  'rejected',
  'in_dispute',
  'awaiting_return',
  'return_shipped',
  'refund_failed',
];
const numbers = ['SF1', 'SF2', 'YT1'];
const booking = [
  'placed',
  'accepted',
  'courier_assigned',
  'label_ready',
  'picked_up',
  'in_transit',
  'delivered',
  'settled',
  'weight_changed',
  'reopened',
  'cancelled_by_user',
  'cancelled_by_carrier',
  'pickup_failed',
  'returned',
  'rejected',
  'UNKNOWN',
];

const asks = fc
  .record({
    status: fc.constantFrom(...statuses),
    reason: fc.constantFrom(...reasons),
    quantity: fc.integer({ min: 1, max: 3 }),
    kind: fc.constantFrom('return_refund', 'return_refund', 'return_refund', 'exchange'),
    minute: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ status, reason, quantity, kind, minute }): Step => (world) => {
    const lines = [{ lineId: ids.line, quantity }];
    world.ask({
      status,
      reason,
      lines,
      kind,
      sourceUpdatedAt: MORNING + minute,
      refundAmountFen: 9_900 * quantity,
    });
  });

const agreed = fc.constantFrom('cartrail', 'platform').map(
  (by): Step =>
    (world) =>
      void world.agreed(by),
);
const shippedBack = fc.constantFrom(...numbers).map(
  (number): Step =>
    (world) =>
      void world.news({ type: 'ReturnShipped', number, carrier: 'SF', at: world.clock.now() }),
);
const closings = fc.constantFrom('cancelled', 'closed', 'refunded', 'completed').map(
  (outcome): Step =>
    (world) =>
      void world.news({ type: 'Closed', outcome, refundedFen: 9_900, at: world.clock.now() }),
);

const scans = fc
  .tuple(fc.constantFrom('PickedUp' as const, 'Delivered' as const), fc.constantFrom(...numbers))
  .map(([type, number]): Step => (world) => {
    world.order((file) => moved(file, ids.order, { type, number, carrier: 'SF', at: world.clock.now() }));
  });

const withReturn =
  (step: (world: World, state: Return) => void): Step =>
  (world) => {
    const state = world.memory.returns().at(-1);
    if (state) step(world, state);
  };

const signings = fc
  .tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom('INTACT', 'AFFECTS_RESALE', 'DAMAGED_IN_TRANSIT'),
    fc.boolean(),
  )
  .map(([n, verdict, corrects]): Step =>
    withReturn((world, { id }) => {
      const signOffId = `sign-off-${n}`;
      const lines = [{ lineId: ids.line, expected: 1, received: 3, verdict }];
      const supersedes = corrects && n > 1 ? `sign-off-${n - 1}` : undefined;
      const record = { returnId: id, signOffId, lines, supersedes, at: world.clock.now() };
      world.order((file) => signedOff(file, [record], calendar));
    }),
  );

const corrections = fc.integer({ min: 1, max: 2 }).map((n): Step =>
  withReturn((world, { id }) => {
    const record = {
      returnIds: [id],
      signOffId: `sign-off-${n}`,
      by: `sign-off-${n + 1}`,
      at: world.clock.now(),
    };
    world.order((file) => superseded(file, record));
  }),
);

const money = fc.boolean().map((paid): Step =>
  withReturn((world, { id, refund }) => {
    if (!refund) return;
    const news = { returnId: id, refundId: refund.id, amountFen: refund.amountFen, at: world.clock.now() };
    world.order((file) =>
      refundNews(
        file,
        paid
          ? { ...news, type: 'RefundSucceeded', by: 'cartrail' }
          : { ...news, type: 'RefundFailed', reason: 'unavailable', byHand: true },
      ),
    );
  }),
);

const people = fc.constantFrom<Step>(
  withReturn((world) => void world.confirm()),
  withReturn((world) => void world.changePickup()),
  withReturn((world) => {
    world.toReturn((state) => cancel(state, { by: 'buyer', now: world.clock.now() }));
  }),
  withReturn((world) => {
    world.toReturn(approveByMerchant);
  }),
  withReturn((world) => {
    world.toReturn((state, given) => settle(state, { amountFen: 5_000, by: 'm1' }, given));
  }),
  withReturn((world) => {
    world.toReturn((state) => callOff(state, { by: 'buyer' }));
  }),
  withReturn((world) => {
    world.clock.advance(4 * DAY);
    world.toReturn((state) => lapse(state, world.clock.now()));
  }),
  (world) => {
    world.clock.advance(HOUR);
  },
);

/** A provider speaks only of what it was asked. */
const withOrdered =
  (step: (world: World, pickup: Pickup) => void, back = 1): Step =>
  (world) => {
    const pickup = world.memory.pickups().at(-back);
    if (pickup?.orderedAt !== undefined) step(world, pickup);
  };

/** Of the courier chosen last, or of the one before him. */
const reports = fc
  .tuple(
    fc.constantFrom(...booking),
    fc.integer({ min: 1, max: 8 }),
    fc.constantFrom(undefined, 'YT7', 'SF1'),
    fc.constantFrom(1, 1, 2),
  )
  .map(([status, sequence, number, back]): Step =>
    withOrdered((world, { id }) => {
      const stream = { id: `stream-${id}`, sequence };
      const report = {
        bookingId: `task-${id}`,
        status,
        code: '',
        number,
        inAll: false,
        stream,
        at: world.clock.now(),
      };
      world.toPickup((state) => hear(state, report), id);
    }, back),
  );

const answers = fc.constantFrom<Step>(
  withOrdered((world, { id }) => {
    world.toPickup((state) => booked(state, { bookingId: `task-${id}` }, world.clock.now()), id);
  }),
  withOrdered((world, { id }) => {
    world.toPickup((state) => answerLost(state, world.clock.now()), id);
  }),
  withOrdered((world, { id }) => {
    world.toPickup((state) => refusedBy(state, { status: 'Rejected' }, world.clock.now()), id);
  }),
  withOrdered((world, { id }) => {
    world.toPickup((state) => cancelled(state, `task-${id}`), id);
  }),
  withOrdered((world, { id }) => {
    world.toPickup((state) => cancellationRefused(state, `task-${id}`, world.clock.now()), id);
  }),
  withOrdered((world, { id }) => {
    world.toPickup((state) => askProvider(state, world.clock.now()), id);
  }),
  withOrdered((world, { id }) => {
    world.toPickup((state) => rumoured(state, `task-${id}`), id);
  }),
);

/** Just asked for; a courier chosen; ordered; a number given; signed for. */
const starts = fc.constantFrom<(world: World) => World>(
  (world) => world,
  (world) => world.confirm(),
  (world) => world.confirm().agreed(),
  (world) => world.confirm().agreed(),
  (world) =>
    world.agreed('platform').news({ type: 'ReturnShipped', number: 'SF1', carrier: 'SF', at: MORNING }),
);
const begun = (start: (world: World) => World): World => start(new World().delivered().ask());

/** Events are delivered at least once; people and clocks act when they act. */
const events = (weight: number, arbitrary: fc.Arbitrary<Step>) => ({
  weight,
  arbitrary: arbitrary.map((step) => ({ step, isEvent: true })),
});
const acts = (weight: number, arbitrary: fc.Arbitrary<Step>) => ({
  weight,
  arbitrary: arbitrary.map((step) => ({ step, isEvent: false })),
});

const steps = fc.oneof(
  events(3, asks),
  events(2, agreed),
  events(2, shippedBack),
  events(1, closings),
  events(3, scans),
  events(3, signings),
  events(1, corrections),
  events(2, money),
  acts(4, people),
  events(4, reports),
  events(2, answers),
);

describe('a return, whatever happens to it and in whatever order', () => {
  it('stays in a legal state, owes its refund once and pays it once', () => {
    fc.assert(
      fc.property(starts, fc.array(steps, { minLength: 5, maxLength: 40 }), (start, given) => {
        const world = begun(start);
        for (const { step } of given) step(world);
        const told = world.memory.told;
        for (const state of world.memory.returns()) {
          expect(Object.keys(moves)).toContain(state.status);
          const of = (type: string) => told.filter((each) => each.id === state.id && each.fact.type === type);
          expect(of('RefundDue').length).toBeLessThanOrEqual(1);
          expect(of('Refunded').length).toBeLessThanOrEqual(1);
          expect(of('SignedOff').length).toBeLessThanOrEqual(1);
          if (state.refund && state.case) expect(state.refund.amountFen).toBeLessThanOrEqual(29_700);
          if (state.status === 'Refunded') expect(of('Refunded')).toHaveLength(1);
          if (state.status === 'Refunding') expect(state.refund).toBeDefined();
        }
        const pickups = world.memory.pickups();
        for (const pickup of pickups) {
          expect(Object.keys(pickupMoves)).toContain(pickup.status);
          const of = (type: string) =>
            told.filter((each) => each.id === pickup.id && each.fact.type === type);
          expect(of('Booked').length).toBeLessThanOrEqual(1);
          expect(of('Completed').length).toBeLessThanOrEqual(1);
        }
        expect(pickups.filter((each) => isActive(each) && !each.revived).length).toBeLessThanOrEqual(1);
        const taken = pickups.filter(({ pickedUpAt }) => pickedUpAt !== undefined);
        const others = pickups.filter(
          (each) => isActive(each) && taken.some(({ returnId }) => returnId === each.returnId),
        );
        for (const { cancelling, unwanted } of others) expect(cancelling ?? unwanted).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });

  it('tells the same of events that come twice as of events that come once', () => {
    fc.assert(
      fc.property(starts, fc.array(steps, { minLength: 1, maxLength: 30 }), (start, given) => {
        const [once, twice] = [begun(start), begun(start)];
        for (const { step, isEvent } of given) {
          step(once);
          step(twice);
          if (isEvent) step(twice);
        }
        expect(twice.told('returns')).toEqual(once.told('returns'));
        expect(twice.told('pickups')).toEqual(once.told('pickups'));
      }),
      { numRuns: 500 },
    );
  });
});
