import { describe, expect, it } from '@jest/globals';
import { HOUR } from '@cartrail/kernel';
import { CarrierError } from './errors.js';
import { LimitGate } from './limit-gate.js';
import type { CarrierLimits, LimitedCall } from './limits.js';

type Asked = readonly [kind: string, key: string, of: object];

/** A gate whose limits answer these waits, one after another, and what they were asked. */
function gateWith(waitsMs: readonly number[], share = 1) {
  const asked: Asked[] = [];
  const left = [...waitsMs];
  const answer = (kind: string, key: string, of: object): Promise<number> => {
    asked.push([kind, key, of]);
    return Promise.resolve(left.shift() ?? 0);
  };
  const gate = new LimitGate(
    {
      take: (_tenant, key, { perSecond, burst }) => answer('take', key, { perSecond, burst }),
      lock: (_tenant, key, forMs) => answer('lock', key, { forMs }),
      count: async (_tenant, key, { most, perMs }) => (await answer('count', key, { most, perMs })) === 0,
    },
    share,
  );
  const pass = (
    limits: CarrierLimits,
    operation: Exclude<LimitedCall['operation'], 'recognise'> = 'track',
  ) => {
    const call = operation === 'book' ? { operation } : { operation, number: 'YT1' };
    return gate.pass({ tenantId: 'demo01', provider: 'kdniao', limits }, { accountId: 'a1', ...call });
  };
  return { asked, pass };
}

describe('a call to a carrier', () => {
  it('asks nobody where the provider documents no limit', async () => {
    const { asked, pass } = gateWith([]);
    await pass({});
    expect(asked).toEqual([]);
  });

  it('takes a token of its account, of this service’s share', async () => {
    const { asked, pass } = gateWith([], 0.5);
    await pass({ queriesPerSecond: 20 });
    expect(asked).toEqual([['take', 'a1:track', { perSecond: 10, burst: 1 }]]);
  });

  it('waits for a token that is there soon', async () => {
    const { asked, pass } = gateWith([5, 1, 0]);
    await pass({ queriesPerSecond: 20 });
    expect(asked).toHaveLength(3);
  });

  it.each<[string, CarrierLimits, 'track' | 'subscribe' | 'book', number, number]>([
    ['a token is long in coming', { queriesPerSecond: 20 }, 'track', 60_000, 60_000],
    ['a courier’s token is', { bookingsPerSecond: 1 }, 'book', 60_000, 60_000],
    ['the number is locked', { queryLockMs: HOUR }, 'track', 1_000, 1_000],
    [
      'the number has had its subscriptions',
      { subscriptionsPerNumberPerMonth: 4 },
      'subscribe',
      1,
      31 * HOUR,
    ],
  ])(
    'is answered “throttled”, with when to come again, where %s',
    async (_why, limits, operation, waitMs, after) => {
      const { pass } = gateWith([waitMs]);
      const error = await pass(limits, operation).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(CarrierError);
      expect(error).toMatchObject({ kind: 'throttled', provider: 'kdniao', retryAfterMs: after });
    },
  );
});
