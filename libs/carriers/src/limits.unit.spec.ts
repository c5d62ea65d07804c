import { describe, expect, it } from '@jest/globals';
import { DAY, MINUTE } from '@cartrail/kernel';
import fc from 'fast-check';
import { limitsOf, type CarrierLimit, type PickupOperation } from './limits.js';
import { carrierFactories } from './registry.js';

const limits = {
  queriesPerSecond: 20,
  queriesPerDay: 500,
  queryLockMs: 30 * MINUTE,
  subscriptionsPerSecond: 5,
  subscriptionsPerNumberPerMonth: 4,
  recognitionsPerSecond: 10,
  bookingsPerSecond: 1,
};

const track = { accountId: 'acc', operation: 'track', number: 'YT1' } as const;
const subscribe = { accountId: 'acc', operation: 'subscribe', number: 'YT1' } as const;

const ratesOf = (given: readonly CarrierLimit[]) =>
  given.flatMap((each) => (each.kind === 'rate' ? [each] : []));

describe('what a call must be let through by', () => {
  it('is asked from the cheapest to spend to the dearest, by account and operation, a lock by its number', () => {
    expect(limitsOf(limits, track)).toEqual([
      { kind: 'rate', key: 'acc:track', perSecond: 19, burst: 2 },
      { kind: 'lock', key: 'acc:track:YT1', forMs: 30 * MINUTE },
      { kind: 'cap', key: 'acc:track', most: 500, perMs: DAY },
    ]);
    expect(limitsOf(limits, subscribe)).toEqual([
      { kind: 'rate', key: 'acc:subscribe', perSecond: 5, burst: 1 },
      { kind: 'cap', key: 'acc:subscribe:YT1', most: 4, perMs: 31 * DAY },
    ]);
    expect(limitsOf(limits, { accountId: 'acc', operation: 'recognise' })).toEqual([
      { kind: 'rate', key: 'acc:recognise', perSecond: 10, burst: 1 },
    ]);
    expect(limitsOf(limits, { accountId: 'acc', operation: 'book' })).toEqual([
      { kind: 'rate', key: 'acc:book', perSecond: 1, burst: 1 },
    ]);
  });

  it.each([
    [['quote', 'reach'], { quotesPerSecond: 2 }, 'acc:quote'],
    [['book', 'findBooking'], { bookingsPerSecond: 2 }, 'acc:book'],
    [['change', 'cancel'], { bookingChangesPerSecond: 2 }, 'acc:change'],
    [['detail'], { bookingQueriesPerSecond: 2 }, 'acc:detail'],
  ] as const)('is one and the same for %j, and no other’s', (operations, own, key) => {
    const rates = ['quote', 'reach', 'book', 'findBooking', 'change', 'cancel', 'detail'].flatMap((each) => {
      const operation = each as PickupOperation;
      return limitsOf(own, { accountId: 'acc', operation }, 0.5).map((limit) => [operation, limit]);
    });
    const limit = { kind: 'rate', key, perSecond: 1, burst: 1 };
    expect(rates).toEqual(operations.map((operation) => [operation, limit]));
  });

  it('is nothing where neither the provider nor the account names a limit', () => {
    const courier = (['quote', 'book', 'findBooking', 'cancel', 'detail'] as const).map((operation) => ({
      accountId: 'acc',
      operation,
    }));
    for (const call of [track, subscribe, ...courier]) expect(limitsOf({}, call)).toEqual([]);
  });

  it('never is more a second than allowed, however an account is shared out among services', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (queriesPerSecond, share) => {
          for (const part of [share, 1 - share]) {
            const [ours] = ratesOf(limitsOf({ queriesPerSecond }, track, part));
            if (!ours) throw new Error('a rate without a limit');
            // What a full bucket gives at once, then one for each that comes back before the second is over.
            expect(ours.burst - 1 + ours.perSecond).toBeCloseTo(queriesPerSecond * part);
            expect(ours.burst).toBeGreaterThanOrEqual(1);
            expect(ours.perSecond).toBeGreaterThan(0);
          }
        },
      ),
    );
  });

  it('divides caps downwards and leaves locks whole, as a number cannot be shared', () => {
    expect(limitsOf(limits, track, 0.5).slice(1)).toEqual([
      { kind: 'lock', key: 'acc:track:YT1', forMs: 30 * MINUTE },
      { kind: 'cap', key: 'acc:track', most: 250, perMs: DAY },
    ]);
    expect(limitsOf(limits, subscribe, 0.7)).toContainEqual(
      expect.objectContaining({ key: 'acc:subscribe:YT1', most: 2 }),
    );
  });

  it.each([0, -1, 1.1, Number.NaN])('has no share of %p', (share) => {
    expect(() => limitsOf(limits, track, share)).toThrow(RangeError);
  });
});

describe('the limits of providers', () => {
  it('are numbers above nothing, and what is not documented is left out', () => {
    for (const { manifest } of carrierFactories.values()) {
      for (const value of Object.values(manifest.limits)) expect(value).toBeGreaterThan(0);
    }
  });

  it('are these for a call to each aggregator, and none for a direct carrier, as none is documented', () => {
    const of = (provider: string) => carrierFactories.get(provider)?.manifest.limits ?? {};
    expect(limitsOf(of('kdniao'), track)).toEqual([
      { kind: 'rate', key: 'acc:track', perSecond: 19, burst: 2 },
      { kind: 'cap', key: 'acc:track', most: 30_000, perMs: DAY },
    ]);
    expect(limitsOf(of('kuaidi100'), track)).toEqual([
      { kind: 'lock', key: 'acc:track:YT1', forMs: 30 * MINUTE },
    ]);
    expect(limitsOf(of('kuaidi100'), subscribe)).toEqual([
      { kind: 'cap', key: 'acc:subscribe:YT1', most: 4, perMs: 31 * DAY },
    ]);
    for (const provider of carrierFactories.keys()) {
      if (provider === 'kdniao' || provider === 'kuaidi100') continue;
      expect([track, subscribe].flatMap((call) => limitsOf(of(provider), call))).toEqual([]);
    }
  });
});
