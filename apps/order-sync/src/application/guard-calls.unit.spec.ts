import { describe, expect, it } from '@jest/globals';
import { DAY } from '@cartrail/kernel';
import { GuardCalls, limitsOf, rateOf, type GuardParts } from './guard-calls.js';
import {
  PlatformFailure,
  type OpenPlatform,
  type PlatformFailureKind,
  type PlatformManifest,
  type Platforms,
  type ShopRef,
  type Tokens,
} from './ports.js';

const one: ShopRef = { tenantId: 'tenant01', shopId: 'one', vendorShopId: '1', platform: 'kuaishou' };
const two: ShopRef = { ...one, shopId: 'two', vendorShopId: '2' };
const other: ShopRef = { ...one, shopId: 'three', applicationId: 'app-2' };

function setUp({ waits = [] as number[], perDay = 0, limits = {} } = {}) {
  let at = 0;
  const said: string[] = [];
  const log: string[] = [];
  let counted = 0;
  const tokens: Tokens = { use: (_shop, call) => call('token', {} as OpenPlatform) };
  const parts: GuardParts = {
    tokens,
    platforms: {
      connectionOf: ({ applicationId, platform }: ShopRef) =>
        Promise.resolve({ platform, connectionId: applicationId ?? 'app-1', settings: {} }),
      manifest: () => ({ limits }) as PlatformManifest,
    } as unknown as Platforms,
    counter: {
      take: () => Promise.resolve(waits.shift() ?? 0),
      count: (_tenant, _key, { perMs }) => {
        counted += 1;
        return Promise.resolve(perMs === DAY && counted <= perDay);
      },
    },
    contacts: {
      answered: ({ shopId }) => Promise.resolve(void said.push(`${shopId} answered`)),
      failed: ({ shopId }, kind) => Promise.resolve(void said.push(`${shopId} ${kind}`)),
      pushed: () => Promise.resolve(),
    },
    machine: {
      now: () => at,
      pause: (ms) => {
        at += ms;
        return Promise.resolve();
      },
    },
    log: (message) => log.push(message),
  };
  let sent = 0;
  const answer = () => {
    sent += 1;
    return Promise.resolve('yes');
  };
  const refuse = (kind: PlatformFailureKind) => () => {
    sent += 1;
    return Promise.reject(new PlatformFailure(kind, 'no'));
  };
  const guard = new GuardCalls(parts);
  return {
    guard,
    parts,
    said,
    log,
    answer,
    refuse,
    sent: () => sent,
    passing: (ms: number) => {
      at += ms;
    },
    now: () => at,
  };
}

const throttled = expect.objectContaining({ kind: 'throttled' });

describe('a call over its application’s limit', () => {
  it('waits for its turn, and is held back unsent where that is too long', async () => {
    const world = setUp({ waits: [500, 0, 1_900, 1_900], limits: { callsPerSecond: 1 } });
    await expect(world.guard.use(one, world.answer)).resolves.toBe('yes');
    expect(world.now()).toBe(500);
    await expect(world.guard.use(one, world.answer)).rejects.toEqual(throttled);
    expect(world.sent()).toBe(1);
  });

  it('is held back unsent when the calls of the day are spent', async () => {
    const world = setUp({ perDay: 1, limits: { callsPerDay: 1 } });
    await world.guard.use(one, world.answer);
    await expect(world.guard.use(two, world.answer)).rejects.toEqual(throttled);
    expect(world.sent()).toBe(1);
  });
});

describe('a platform that says it is asked too often', () => {
  it('quiets all shops of the application, longer each time, and no other application', async () => {
    const world = setUp();
    await expect(world.guard.use(one, world.refuse('throttled'))).rejects.toEqual(throttled);
    await world.guard.use(other, world.answer);
    expect(world.now()).toBe(0);
    await expect(world.guard.use(two, world.refuse('throttled'))).rejects.toEqual(throttled);
    expect(world.now()).toBe(1_000);
    await expect(world.guard.use(one, world.refuse('throttled'))).rejects.toEqual(throttled);
    expect(world.now()).toBe(3_000);
    await expect(world.guard.use(two, world.answer)).rejects.toEqual(throttled);
    expect(world.sent()).toBe(4);
    world.passing(4_000);
    await world.guard.use(one, world.answer);
    await expect(world.guard.use(one, world.refuse('throttled'))).rejects.toEqual(throttled);
    const before = world.now();
    await world.guard.use(two, world.answer);
    expect(world.now()).toBe(before + 1_000);
  });
});

describe('calls that are refused together', () => {
  it('make one rest, however many they were', async () => {
    const world = setUp();
    const refused = [one, two, one].map((shop) => world.guard.use(shop, world.refuse('throttled')));
    await Promise.allSettled(refused);
    await world.guard.use(two, world.answer);
    expect([world.sent(), world.now()]).toEqual([4, 1_000]);
  });
});

describe('how a shop was reached', () => {
  it('is noted with every call, but for what only one order makes impossible', async () => {
    const world = setUp();
    await world.guard.use(one, world.answer);
    for (const kind of ['transient', 'auth_expired', 'conflict'] as const)
      await expect(world.guard.use(one, world.refuse(kind))).rejects.toThrow('no');
    expect(world.said).toEqual(['one answered', 'one transient', 'one auth_expired', 'one answered']);
  });

  it('fails no call when it cannot be noted', async () => {
    const world = setUp();
    const away = () => Promise.reject(new Error('away'));
    const contacts = { answered: away, failed: away, pushed: away };
    const guard = new GuardCalls({ ...world.parts, contacts });
    await expect(guard.use(one, world.answer)).resolves.toBe('yes');
    expect(world.log).toEqual([expect.stringContaining('away')]);
  });
});

describe('the limits of an application', () => {
  it('are its platform’s unless its contract says otherwise', () => {
    const manifest = { limits: { callsPerSecond: 100, callsPerDay: 1_000 } };
    expect(limitsOf(manifest, { callsPerSecond: '300' })).toEqual({
      callsPerSecond: 300,
      callsPerDay: 1_000,
    });
    expect(limitsOf({}, {})).toEqual({});
  });

  it.each([1, 2, 5, 10, 60, 100, 1_000])('of %d a second let through no more in any second', (most) => {
    const { perSecond, burst } = rateOf(most);
    expect(perSecond).toBeGreaterThan(0);
    expect(Math.floor(perSecond + burst)).toBeLessThanOrEqual(most);
  });
});
