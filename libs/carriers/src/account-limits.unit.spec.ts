import { describe, expect, it } from '@jest/globals';
import { accountLimits, limitsInForce } from './account-limits.js';
import { CarrierSettingsError } from './errors.js';
import { limitsOf } from './limits.js';
import { carrierFactories } from './registry.js';

const manifestOf = (provider: string) => {
  const entry = carrierFactories.get(provider);
  if (!entry) throw new Error(`no ${provider}`);
  return entry.manifest;
};
const violationsOf = (provider: string, given: object) => {
  try {
    accountLimits(manifestOf(provider), given);
    return [];
  } catch (error) {
    if (!(error instanceof CarrierSettingsError)) throw error;
    return error.violations;
  }
};

describe('the limits an account says it has', () => {
  it('are those of what its provider can do, in whole numbers', () => {
    const given = { queriesPerSecond: 50, queriesPerDay: 500, queryLockMs: 60_000, recognitionsPerSecond: 1 };
    expect(accountLimits(manifestOf('kdniao'), given)).toEqual(given);
    expect(accountLimits(manifestOf('sf'), { queriesPerSecond: 30, bookingsPerSecond: 5 })).toEqual({
      queriesPerSecond: 30,
      bookingsPerSecond: 5,
    });
    expect(accountLimits(manifestOf('sf'), {})).toEqual({});
  });

  it.each([
    ['kdniao', { queriesPerWeek: 1 }, 'limits/queriesPerWeek', /there are queriesPerSecond, queriesPerDay/],
    // How long a provider knows a reference, and when it takes a number again, is not the account's to say.
    ['kdniao', { bookingMemoryMs: 1 }, 'limits/bookingMemoryMs', /no limit here/],
    ['kuaidi100', { resubscribeAfterMs: 1 }, 'limits/resubscribeAfterMs', /no limit here/],
    ['sf', { recognitionsPerSecond: 1 }, 'limits/recognitionsPerSecond', /no limit here/],
    ['ems', { subscriptionsPerSecond: 1 }, 'limits/subscriptionsPerSecond', /no limit here/],
    ['yunda', { bookingsPerSecond: 1 }, 'limits/bookingsPerSecond', /no limit here/],
    ['kdniao', { constructor: 1 }, 'limits/constructor', /no limit here/],
    ...[0, -1, 1.5, '20', null, Number.NaN, Infinity, 1_000_000_001].map(
      (value) =>
        ['kdniao', { queriesPerDay: value }, 'limits/queriesPerDay', /whole number from 1 to/] as const,
    ),
  ] as const)('are refused by name: %s %j', (provider, given, field, message) => {
    expect(violationsOf(provider, given)).toEqual([
      { field, message: expect.stringMatching(message) as unknown },
    ]);
  });

  it('take the place of what the provider documents, one by one, and are shared out like it', () => {
    const { limits } = manifestOf('kdniao');
    expect(limitsInForce(manifestOf('kdniao'), { queriesPerDay: 500 })).toEqual({
      ...limits,
      queriesPerDay: 500,
    });
    expect(limitsInForce(manifestOf('kdniao'))).toEqual(limits);
    const call = { accountId: 'acc', operation: 'track', number: 'YT1' } as const;
    const inForce = limitsInForce(manifestOf('kdniao'), { queriesPerSecond: 4, queriesPerDay: 500 });
    expect(limitsOf(inForce, call, 0.5)).toMatchObject([
      { kind: 'rate', perSecond: 2, burst: 1 },
      { kind: 'cap', most: 250 },
    ]);
  });
});
