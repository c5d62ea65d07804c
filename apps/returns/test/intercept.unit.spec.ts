import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ReturnQueries } from '../src/application/ports.js';
import { stopWanted } from '../src/domain/order/stops.js';
import { shipped } from '../src/domain/order/parcels.js';
import { FlowInterceptions } from '../src/inbound/flow/interception-news.js';
import { StandingNews } from '../src/inbound/flow/standing-news.js';
import type { BookingAccounts } from '../src/outbound/carriers/booking-accounts.js';
import { ParcelIntercept } from '../src/outbound/carriers/intercept.effect.js';
import { carrierError, Surroundings } from './support/carrier-calls.js';
import { ids, World } from './support/world.js';

let world: World;
let around: Surroundings;
/** What the carrier was asked for. */
let calls: object[];
let inside: string[];

const theOne = () => {
  const found = world.memory.interceptions().at(-1);
  if (!found) throw new Error('there is no interception');
  return found;
};

function handler(): ParcelIntercept {
  const queries: Partial<ReturnQueries> = {
    interception: () =>
      around.databaseIsAway ? Promise.reject(new Error('the database is away')) : Promise.resolve(theOne()),
    ordersIn: () => Promise.resolve(inside),
  };
  return new ParcelIntercept(
    around.accounts as BookingAccounts,
    queries as ReturnQueries,
    new FlowInterceptions(world.flow, world.clock),
    new StandingNews(world.memory.stores.standings, world.clock),
  );
}

const answers = (answer: () => Promise<object>) => {
  around.intercept = (request) => {
    calls.push(request);
    return answer();
  };
};
const attempts = (from: number, to: number) =>
  around.attempts(handler(), from, to, { interceptionId: theOne().id });

beforeEach(() => {
  world = new World();
  around = new Surroundings(world);
  [calls, inside] = [[], [ids.order]];
  world.order((file) => shipped(file, ids.order, { number: 'YT1', lineIds: [ids.line] }));
  const wish = { number: 'YT1', carrier: 'YTO', reason: 'refunded', whole: true };
  world.order((file) => stopWanted(file, ids.order, wish));
});

describe('asking a carrier to stop a parcel', () => {
  it('is done once, and what it said is kept', async () => {
    answers(() => Promise.resolve({ interceptId: 'w1' }));
    await attempts(1, 6);
    expect(theOne()).toMatchObject({ status: 'accepted', provider: 'kuaidi100', providerInterceptId: 'w1' });
    await attempts(1, 6);
    expect(calls).toMatchObject([{ number: 'YT1', carrier: 'YTO' }]);
  });

  it.each([
    ['permanent', 'refused'],
    ['unknown-outcome', 'asked'],
  ] as const)('that ends as %s is %s, a person’s, and not said again', async (kind, status) => {
    answers(() => Promise.reject(carrierError(kind)));
    await attempts(1, 6);
    expect(theOne()).toMatchObject({ status, byHand: true });
    expect(calls).toHaveLength(1);
  });

  it('is tried again when nobody was reached, and left to a person in the end', async () => {
    answers(() => Promise.reject(carrierError('retryable')));
    await attempts(1, 6);
    expect(calls).toHaveLength(6);
    expect(theOne()).toMatchObject({ status: 'wanted', byHand: true, why: 'unavailable' });
  });

  it('is never said again after an attempt that nobody knows the end of', async () => {
    answers(() => Promise.resolve({}));
    // The process died after the first call.
    await attempts(2, 6);
    expect(calls).toEqual([]);
    expect(theOne()).toMatchObject({ status: 'asked', byHand: true, why: 'answer_lost' });
  });

  it('that our own side breaks is a person’s', async () => {
    around.databaseIsAway = true;
    await attempts(1, 6);
    around.databaseIsAway = false;
    expect(theOne()).toMatchObject({ status: 'asked', byHand: true });
  });

  it('is a person’s where no account can do it', async () => {
    await attempts(1, 1);
    expect(theOne()).toMatchObject({ status: 'not_supported', byHand: true, why: 'no_account' });
  });

  it('is not done while goods are inside that somebody still waits for', async () => {
    answers(() => Promise.resolve({}));
    inside = [ids.order, 'another'];
    await attempts(1, 1);
    expect(calls).toEqual([]);
    expect(theOne()).toMatchObject({ status: 'wanted', byHand: true, why: 'other_orders' });
  });
});
