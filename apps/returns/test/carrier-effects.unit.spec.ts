import { beforeEach, describe, expect, it } from '@jest/globals';
import { HOUR } from '@cartrail/kernel';
import { answerLost } from '../src/domain/pickup/book.js';
import { PickupBook } from '../src/outbound/carriers/pickup-book.effect.js';
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
    expect(world.thePickup().status).toBe('PickupFailed');
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
