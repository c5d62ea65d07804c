import { describe, expect, it } from '@jest/globals';
import { DAY, MINUTE } from '@cartrail/kernel';
import { answerLost, booked, order, refusedBy, searchEnded } from '../src/domain/pickup/book.js';
import { cancel, cancellationRefused, cancelled } from '../src/domain/pickup/cancel.js';
import { ask, askAt, rumoured } from '../src/domain/pickup/reconcile.js';
import { hear, type Report } from '../src/domain/pickup/report.js';
import { cancel as cancelReturn } from '../src/domain/return/end.js';
import { MORNING, World } from './support/world.js';

const ordered = () => new World().delivered().ask().confirm().agreed();
const report = (status: string, more: Partial<Report> = {}): Report => ({
  bookingId: 't1',
  status,
  code: '',
  inAll: false,
  at: MORNING,
  ...more,
});
const heard = (world: World, ...reports: readonly Report[]): World => {
  for (const each of reports) world.toPickup((state) => hear(state, each));
  return world;
};

describe('a pickup', () => {
  it('is ordered once', () => {
    const world = ordered();
    world.toPickup((state) => order(state, MORNING));
    expect(world.effects()).toEqual(['pickup.book']);
  });

  it('is looked for, not ordered again, when its answer is lost', () => {
    const world = ordered();
    world.toPickup((state) => answerLost(state, MORNING));
    world.toPickup((state) => answerLost(state, MORNING));
    expect([world.thePickup().status, world.effects()]).toEqual(['Unknown', ['pickup.book', 'pickup.find']]);
    world.toPickup((state) => booked(state, { bookingId: 't1' }, MORNING));
    expect(world.told('pickups').slice(-1)).toEqual(['Booked']);
    expect(world.thePickup().status).toBe('Placed');
  });

  it('calls a second booking off', () => {
    const world = ordered();
    world.toPickup((state) => booked(state, { bookingId: 't1' }, MORNING));
    world.toPickup((state) => booked(state, { bookingId: 't2' }, MORNING));
    expect(world.memory.effects.at(-1)).toMatchObject({
      kind: 'pickup.cancel',
      request: { bookingId: 't2' },
    });
    expect(world.thePickup()).toMatchObject({ status: 'Placed', providerBookingId: 't1' });
  });

  it('adds up what is charged, a repeated report once, and takes the provider’s own sum for it', () => {
    const stream = (sequence: number) => ({ stream: { id: 's', sequence }, feesFen: 500 });
    const world = heard(
      ordered(),
      report('settled', stream(1)),
      report('settled', stream(1)),
      report('settled', stream(2)),
    );
    expect(world.thePickup()).toMatchObject({ status: 'Settled', chargedFen: 1_000 });
    heard(world, report('settled', { inAll: true, feesFen: 1_200 }));
    expect(world.thePickup().chargedFen).toBe(1_200);
  });

  it('charges a fee once that the provider told in its answer before it told it in a report', () => {
    const world = heard(ordered(), report('settled', { inAll: true, feesFen: 1_000 }));
    heard(world, report('settled', { stream: { id: 's', sequence: 1 }, feesFen: 1_000 }));
    expect(world.thePickup().chargedFen).toBe(1_000);
    heard(world, report('settled', { stream: { id: 's', sequence: 2 }, feesFen: 200 }));
    expect(world.thePickup().chargedFen).toBe(1_200);
  });

  it('asks for the sum when the courier weighed the parcel anew', () => {
    const world = heard(ordered(), report('weight_changed', { weightGrams: 2_300 }));
    expect(world.effects().at(-1)).toBe('pickup.detail');
    expect(world.thePickup()).toMatchObject({ status: 'WeightChanged', reportedGrams: 2_300 });
  });

  it('keeps a code nobody mapped without moving', () => {
    const world = heard(ordered(), report('accepted'), report('UNKNOWN', { code: '777' }));
    expect(world.thePickup().status).toBe('Accepted');
  });

  it('comes back from its end only when the provider revives it, and is called off where it is not wanted', () => {
    const world = heard(ordered(), report('cancelled_by_carrier'), report('accepted'));
    expect(world.thePickup().status).toBe('CancelledByCarrier');
    heard(world, report('reopened'));
    expect([world.thePickup().status, world.theReturn().pickup?.id]).toEqual([
      'Accepted',
      world.thePickup().id,
    ]);
    const gone = heard(ordered(), report('cancelled_by_carrier'));
    gone.toReturn((state) => cancelReturn(state, { by: 'buyer', now: MORNING }));
    heard(gone, report('reopened'));
    expect(gone.effects().at(-1)).toBe('pickup.cancel');
  });

  it('tells of its failure with the provider’s code, and lets the buyer choose again', () => {
    const world = heard(ordered(), report('pickup_failed', { code: '11', text: '联系不上' }));
    const failure = { provider: 'kuaidi100', code: '11', text: '联系不上' };
    expect(world.memory.told.find(({ fact }) => fact.type === 'Failed')?.fact).toMatchObject({
      code: '11',
      status: 'PickupFailed',
      failure,
    });
    expect(world.thePickup().failure).toEqual(failure);
    expect(world.theReturn().pickup).toBeUndefined();
    heard(world, report('reopened'));
    expect(world.thePickup().failure).toBeUndefined();
  });

  it.each([
    ['联系不上13812340001，改约', '联系不上***，改约'],
    ['电话 0571-8888 8888 无人接听', '电话 *** 无人接听'],
    ['code 610, 2 calls', 'code 610, 2 calls'],
  ])('tells no phone with it: %s', (text, why) => {
    const world = heard(ordered(), report('pickup_failed', { text }));
    const told = { why, failure: { text: why } };
    expect(world.memory.told.find(({ fact }) => fact.type === 'Failed')?.fact).toMatchObject(told);
  });

  it('is refused once, and not after it was booked', () => {
    const world = ordered();
    world.toPickup((state) => booked(state, { bookingId: 't1' }, MORNING));
    expect(refusedBy(world.thePickup(), { status: 'Rejected' }, MORNING).kind).toBe('nothing');
  });
});

describe('calling a pickup off', () => {
  const off = { by: 'buyer', at: MORNING } as const;

  it('needs nobody where nobody was ordered', () => {
    const world = new World().delivered().ask().confirm();
    world.toPickup((state) => cancel(state, off));
    expect([world.thePickup().status, world.effects()]).toEqual(['CancelledByUser', []]);
  });

  it('waits for an order under way to have an id, and tells the provider once', () => {
    const world = ordered();
    world.toPickup((state) => cancel(state, off));
    expect(world.effects()).toEqual(['pickup.book']);
    world.toPickup((state) => booked(state, { bookingId: 't1' }, MORNING));
    heard(world, report('accepted'));
    world.toPickup((state) => cancel(state, off));
    expect(world.effects()).toEqual(['pickup.book', 'pickup.cancel']);
    world.toPickup((state) => cancelled(state, 't1'));
    expect(world.thePickup().status).toBe('CancelledByUser');
  });

  it('ends with a refused order', () => {
    const world = ordered();
    world.toPickup((state) => cancel(state, off));
    world.toPickup((state) => refusedBy(state, { status: 'Rejected' }, MORNING));
    expect(world.told('pickups').slice(-2)).toEqual(['Cancelled', 'Ended']);
  });

  it('is refused once the courier has the parcel, by us and by the provider', () => {
    const world = heard(ordered(), report('accepted'));
    world.toPickup((state) => cancel(state, off));
    world.toPickup((state) => cancellationRefused(state, 't1', MORNING));
    expect([world.thePickup().cancelling, world.effects().at(-1)]).toEqual([undefined, 'pickup.detail']);
    heard(world, report('picked_up', { inAll: true }));
    expect(cancel(world.thePickup(), off)).toMatchObject({ code: 'return/already-picked-up' });
  });
});

describe('a booking whose answer stays lost', () => {
  it('is a person’s to find once the provider forgets it, and may then be called off', () => {
    const world = ordered();
    world.toPickup((state) => answerLost(state, MORNING));
    world.toPickup((state) => cancel(state, { by: 'buyer', at: MORNING }));
    expect(world.thePickup().status).toBe('Unknown');
    world.toPickup(searchEnded);
    expect([world.thePickup().status, world.theReturn().pickup]).toEqual(['CancelledByUser', undefined]);
    const kept = ordered();
    kept.toPickup((state) => answerLost(state, MORNING));
    kept.toPickup(searchEnded);
    expect(kept.thePickup().status).toBe('Unknown');
    kept.toPickup((state) => cancel(state, { by: 'buyer', at: MORNING }));
    expect([kept.thePickup().status, kept.effects()]).toEqual([
      'CancelledByUser',
      ['pickup.book', 'pickup.find'],
    ]);
    // And yet the courier may come.
    heard(kept, report('picked_up', { number: 'YT7' }));
    expect(kept.thePickup().status).toBe('PickedUp');
  });
});

describe('asking about quiet bookings', () => {
  it('begins half an hour after the last word, and ten days after the pickup', () => {
    const world = ordered();
    expect(askAt(world.thePickup())).toBeUndefined();
    world.toPickup((state) => booked(state, { bookingId: 't1' }, MORNING));
    expect(askAt(world.thePickup())).toBe(MORNING + 30 * MINUTE);
    expect(ask(world.thePickup(), MORNING + 29 * MINUTE).kind).toBe('nothing');
    world.toPickup((state) => ask(state, MORNING + 30 * MINUTE));
    expect(askAt(world.thePickup())).toBe(MORNING + 60 * MINUTE);
    heard(world, report('picked_up'));
    expect(askAt(world.thePickup())).toBe(MORNING + 10 * DAY);
    heard(world, report('delivered'));
    expect(askAt(world.thePickup())).toBeUndefined();
  });

  it('ends thirty days after the pickup, or after a slot nobody came in', () => {
    const asked = (world: World): number => {
      let times = 0;
      for (let at = askAt(world.thePickup()); at !== undefined; at = askAt(world.thePickup())) {
        const now = at;
        world.toPickup((state) => ask(state, now));
        times += 1;
        if (times > 2_000) throw new Error('asked for ever');
      }
      return times;
    };
    expect(asked(heard(ordered(), report('picked_up')))).toBe(21);
    const waiting = ordered();
    waiting.toPickup((state) => booked(state, { bookingId: 't1' }, MORNING));
    expect(asked(waiting)).toBeGreaterThan(30 * 48);
  });

  it('is at once where somebody nobody vouches for has news, once for all he says until then, and believes nothing of it', () => {
    const world = ordered();
    world.toPickup((state) => rumoured(state, 't1'));
    expect(askAt(world.thePickup())).toBeUndefined();
    world.toPickup((state) => booked(state, { bookingId: 't1' }, MORNING));
    const before = world.thePickup();
    for (let round = 0; round < 3; round++) world.toPickup((state) => rumoured(state, 't1'));
    world.toPickup((state) => rumoured(state, 't2'));
    expect(world.thePickup()).toEqual({ ...before, rumoured: true });
    for (let round = 0; round < 3; round++) world.toPickup((state) => ask(state, MORNING));
    expect(world.effects()).toEqual(['pickup.book', 'pickup.detail']);
    expect(askAt(world.thePickup())).toBe(MORNING + 30 * MINUTE);
    heard(world, report('delivered'));
    world.toPickup((state) => rumoured(state, 't1'));
    world.toPickup((state) => ask(state, MORNING + MINUTE));
    expect(world.effects()).toEqual(['pickup.book', 'pickup.detail', 'pickup.detail']);
    expect(askAt(world.thePickup())).toBeUndefined();
  });

  it('is not put off by an answer that was on its way when more was said', () => {
    const world = heard(ordered(), report('accepted'));
    world.toPickup((state) => rumoured(state, 't1'));
    world.toPickup((state) => ask(state, MORNING));
    world.toPickup((state) => rumoured(state, 't1'));
    heard(world, report('picked_up'));
    expect(askAt(world.thePickup())).toBeLessThan(MORNING);
  });
});
