import { beforeEach, describe, expect, it } from '@jest/globals';
import { HOUR } from '@cartrail/kernel';
import { answerLost, booked } from '../src/domain/pickup/book.js';
import { ask } from '../src/domain/pickup/reconcile.js';
import { cancel } from '../src/domain/return/end.js';
import { PickupBook } from '../src/outbound/carriers/pickup-book.effect.js';
import { PickupCancel } from '../src/outbound/carriers/pickup-cancel.effect.js';
import { PickupFind } from '../src/outbound/carriers/pickup-find.effect.js';
import { carrierError, Surroundings } from './support/carrier-calls.js';
import { MORNING, World } from './support/world.js';

let world: World;
let around: Surroundings;

beforeEach(() => {
  world = new World().delivered().ask().confirm().agreed();
  around = new Surroundings(world);
});

const refuses = (kind: Parameters<typeof carrierError>[0]) => () => Promise.reject(carrierError(kind));

describe('ordering a courier', () => {
  const book = () => new PickupBook(around.calls, around.news);

  it('fails when nobody could be asked, so that the buyer may choose another one at once', async () => {
    around.port = { book: refuses('retryable'), findBooking: refuses('unknown-outcome') };
    await around.attempts(book(), 1, 6);
    expect(world.thePickup()).toMatchObject({
      status: 'PickupFailed',
      failure: { provider: 'kuaidi100', text: 'retryable' },
    });
    expect(world.theReturn().pickup).toBeUndefined();
  });

  it('is lost, never failed, when an attempt may have reached the provider', async () => {
    around.port = { book: refuses('retryable'), findBooking: refuses('retryable') };
    // The process died after the first call: nobody knows its answer.
    await around.attempts(book(), 2, 6);
    expect(world.thePickup().status).toBe('Unknown');
    expect(world.theReturn().pickup?.id).toBe(world.thePickup().id);
    expect(world.effects()).toEqual(['pickup.book', 'pickup.find']);
  });

  it('is lost, never failed, when our own side breaks until it is given up', async () => {
    around.databaseIsAway = true;
    await around.attempts(book(), 1, 6);
    expect(world.thePickup().status).toBe('Unknown');
  });
});

describe('ordering a courier where the tenant prefers several accounts', () => {
  const book = () => new PickupBook(around.calls, around.news);
  const answers = (bookingId: string) => () => Promise.resolve({ bookingId });
  const never = () => Promise.reject(new Error('must not be asked'));

  it.each(['permanent', 'credentials', 'throttled', 'retryable'] as const)(
    'orders with the next one when the first says %s, and keeps who was passed over and why',
    async (kind) => {
      around.port = { book: refuses(kind), findBooking: never };
      around.others.set('kdniao', { book: answers('s1') });
      expect(await around.attempt(book(), 1)).toMatchObject({ kind: 'retry', afterMs: 0 });
      expect(world.thePickup()).toMatchObject({
        status: 'Quoted',
        provider: 'kdniao',
        connectionId: 'demo01-kdniao',
      });
      await around.attempt(book(), 2);
      expect(world.thePickup()).toMatchObject({
        status: 'Placed',
        provider: 'kdniao',
        providerBookingId: 's1',
        passedOver: [{ provider: 'kuaidi100', why: kind }],
      });
    },
  );

  it('orders with the next one where the first has had all the calls it allows', async () => {
    around.port = { book: never };
    around.others.set('kdniao', { book: answers('s1') });
    around.waitMs = 60_000;
    await around.attempt(book(), 1);
    around.waitMs = 0;
    await around.attempt(book(), 2);
    expect(world.thePickup()).toMatchObject({ providerBookingId: 's1', passedOver: [{ why: 'throttled' }] });
  });

  it('asks nobody else after a booking whose outcome is unknown', async () => {
    around.port = { book: refuses('unknown-outcome') };
    around.others.set('kdniao', { book: never });
    await around.attempts(book(), 1, 6);
    expect(world.thePickup()).toMatchObject({ status: 'Unknown', provider: 'kuaidi100' });
    expect(world.thePickup().passedOver).toBeUndefined();
  });

  it('asks nobody else while the first may have been reached, until it says that there is no booking', async () => {
    // The process died after the first call: nobody knows its answer.
    around.port = { book: never, findBooking: refuses('throttled') };
    around.others.set('kdniao', { book: answers('s1') });
    await around.attempt(book(), 2);
    expect(world.thePickup()).toMatchObject({ status: 'Quoted', provider: 'kuaidi100' });
    around.port = { book: never, findBooking: refuses('permanent') };
    await around.attempts(book(), 3, 4);
    expect(world.thePickup()).toMatchObject({
      status: 'Placed',
      provider: 'kdniao',
      providerBookingId: 's1',
    });
  });

  it('looks for the booking where it was asked for, after a crash past the first account', async () => {
    around.port = { book: refuses('permanent'), findBooking: never };
    around.others.set('kdniao', { book: never, findBooking: answers('s1') });
    await around.attempt(book(), 1);
    // The second attempt died; nobody knows how far it came.
    await around.attempt(book(), 3);
    expect(world.thePickup()).toMatchObject({
      status: 'Placed',
      provider: 'kdniao',
      providerBookingId: 's1',
    });
  });

  it('fails with the last one’s word when all of them refuse, and asks each once', async () => {
    around.port = { book: refuses('credentials') };
    around.others.set('kdniao', { book: refuses('permanent') });
    await around.attempts(book(), 1, 6);
    expect(world.thePickup()).toMatchObject({ status: 'Rejected', passedOver: [{ why: 'credentials' }] });
  });
});

describe('calling a courier off', () => {
  const cancelEffect = () => new PickupCancel(around.calls, around.news);
  const wanted = { bookingId: 't1', why: 'changed' };

  beforeEach(() => {
    world.toPickup((state) => booked(state, { bookingId: 't1' }, MORNING));
    world.toReturn((state) => cancel(state, { by: 'buyer', now: MORNING }));
  });

  it('that the provider refuses is seen by a person, and asked for again while he may still come', async () => {
    around.port = { cancel: refuses('permanent') };
    await around.attempt(cancelEffect(), 1, wanted);
    expect(world.theReturn().notes).toMatchObject([{ code: 'return/booking-still-active' }]);
    world.clock.advance(HOUR);
    world.toPickup((state) => ask(state, world.clock.now()));
    expect(world.effects().slice(-2)).toEqual(['pickup.detail', 'pickup.cancel']);
    around.port = { cancel: () => Promise.resolve() };
    await around.attempt(cancelEffect(), 1, wanted);
    expect(world.thePickup().status).toBe('CancelledByUser');
  });

  it('that is never answered is seen by a person', async () => {
    around.port = { cancel: refuses('unknown-outcome') };
    await around.attempts(cancelEffect(), 1, 6, wanted);
    expect(world.theReturn().notes).toMatchObject([{ code: 'return/booking-still-active' }]);
  });

  it('is seen by a person also where it was booked twice', async () => {
    around.port = { cancel: refuses('permanent') };
    await around.attempt(cancelEffect(), 1, { bookingId: 't2', why: 'booked twice' });
    expect(world.theReturn().notes).toMatchObject([{ code: 'return/booking-still-active' }]);
  });

  it('ends with a person where the provider refuses again and again', async () => {
    around.port = { cancel: refuses('permanent') };
    for (let day = 0; day < 10; day++) {
      await around.attempt(cancelEffect(), 1, wanted);
      world.clock.advance(HOUR);
      world.toPickup((state) => ask(state, world.clock.now()));
    }
    expect(world.effects().filter((kind) => kind === 'pickup.cancel')).toHaveLength(6);
    expect(world.theReturn().notes).toHaveLength(1);
  });
});

describe('looking for a booking whose answer was lost', () => {
  const find = () =>
    new PickupFind(around.calls, around.news, world.clock, { firstMs: 15_000, lastMs: HOUR });

  beforeEach(() => {
    world.toPickup((state) => answerLost(state, MORNING));
  });

  it.each([
    ['the database is away', () => (around.databaseIsAway = true)],
    ['the account is gone', () => (around.hasAccount = false)],
    ['the provider refuses our credentials', () => (around.port = { findBooking: refuses('credentials') })],
  ])('goes on at its own pace while %s', async (_why, arrange) => {
    arrange();
    expect(await around.attempt(find(), 30)).toMatchObject({ kind: 'retry', afterMs: HOUR });
    expect(world.thePickup()).toMatchObject({ status: 'Unknown' });
    expect(world.thePickup().lost).toBeUndefined();
  });

  it('is a person’s to end with when no look was possible to the end', async () => {
    around.hasAccount = false;
    await around.attempts(find(), 1, 100);
    expect(world.thePickup()).toMatchObject({ status: 'Unknown', lost: true });
  });
});
