import { describe, expect, it } from '@jest/globals';
import { DAY } from '@cartrail/kernel';
import { aShop } from '../../test/a-case.js';
import { startBackfill, type Backfill } from '../domain/backfill.js';
import {
  PlatformFailure,
  type Listing,
  type OpenPlatform,
  type Platforms,
  type Tokens,
  type Window,
} from './ports.js';
import { RunBackfill, type BackfillParts } from './run-backfill.js';

const NOW = 1_700_000_000_000;

/** A shop whose platform lists three days, and refuses as often as it is told to. */
function setUp(refusals = 0) {
  const world = { machine: 0, held: undefined as Backfill | undefined, asked: [] as Window[], refusals };
  const listing: Listing<never> = {
    maxSpanMs: DAY,
    maxAgeMs: 3 * DAY,
    pages: async function* (_shop, window) {
      if (world.refusals-- > 0) throw new PlatformFailure('throttled', 'slow down');
      world.asked.push(window);
      yield await Promise.resolve([]);
    },
  };
  const stream = { listing: () => listing, idOf: () => '', keep: () => Promise.resolve() };
  const started = startBackfill(undefined, { shopId: aShop.shopId, days: 5 }, NOW);
  world.held = started.kind === 'changed' ? started.state : undefined;
  const parts = {
    backfills: {
      running: () =>
        Promise.resolve(world.held?.state === 'running' ? [{ shop: aShop, backfill: world.held }] : []),
      unstarted: () => Promise.resolve([]),
      change: (
        _shop: unknown,
        decide: (held: Backfill | undefined) => { kind: string; state?: Backfill },
      ) => {
        const decided = decide(world.held);
        if (decided.kind === 'changed') world.held = decided.state;
        return Promise.resolve();
      },
    },
    platforms: { of: () => Promise.resolve({} as OpenPlatform) } as unknown as Platforms,
    tokens: {} as Tokens,
    orders: { stream: 'orders', ...stream },
    cases: { stream: 'after-sales', ...stream },
    waiting: () => Promise.resolve(0),
    clock: { now: () => NOW },
    now: () => world.machine,
    pause: () => Promise.resolve(),
    log: () => undefined,
  } as unknown as BackfillParts;
  const settings = { days: 0, pieceMs: DAY, callsPerSecond: 5, busyAt: 10, firstRestMs: 1_000 };
  return { world, backfill: new RunBackfill(parts, settings) };
}

describe('a backfill beyond what the platform lists', () => {
  it('asks for nothing older than that, and still comes to its end', async () => {
    const { world, backfill } = setUp();
    for (let turns = 0; turns < 20 && (await backfill.turn()); turns++);
    expect(world.held?.state).toBe('done');
    expect(Math.min(...world.asked.map(({ from }) => from))).toBe(NOW - 3 * DAY);
    expect(world.asked).toHaveLength(6);
  });

  it('rests after a refusal, longer after another, and not at all once it is heard', async () => {
    const { world, backfill } = setUp(2);
    const turnAt = async (machine: number) => {
      world.machine = machine;
      await backfill.turn();
      return world.asked.length;
    };
    expect([await turnAt(0), world.refusals]).toEqual([0, 1]);
    expect([await turnAt(999), world.refusals]).toEqual([0, 1]);
    expect([await turnAt(1_000), world.refusals]).toEqual([0, 0]);
    expect([await turnAt(2_999), await turnAt(3_000), await turnAt(3_001)]).toEqual([0, 1, 2]);
    expect(world.held?.waitsFor).toBeUndefined();
  });
});
