import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY, HOUR, MINUTE, newId } from '@cartrail/kernel';
import { Limits, Timers, withTenants } from '@cartrail/messaging';
import { waitUntil, type TestService } from '@cartrail/testing';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { startPlumbing } from './support/things.js';

const TENANT = 'demo01';

let service: TestService;
let other: DataSource;
/** Two processes of one service. */
let first: Limits;
let second: Limits;

beforeAll(async () => {
  service = await startPlumbing({});
  other = await new DataSource({ type: 'postgres', url: service.database.url, poolSize: 6 }).initialize();
  first = service.app.get(Limits);
  second = new Limits(other);
  await other.query('INSERT INTO known_tenant VALUES ($1)', [TENANT]);
});
afterAll(async () => {
  await other.destroy();
  await service.stop();
});

const either = (nr: number): Limits => (nr % 2 === 0 ? first : second);

const rows = (sql: string, parameters: readonly unknown[]) =>
  withTenants(other, [TENANT], (tx) => tx.query<unknown[]>(sql, [...parameters]));

/** So much later, for everything that was asked under the key: its row is that much older. */
const later = (key: string, ms: number) =>
  rows(
    `UPDATE rate_limit SET full_at = full_at - $2::float8 * interval '1 millisecond',
            slot = CASE WHEN slot IS NULL THEN NULL ELSE slot - round($2::float8 / substr(kind, 5)::float8) END
      WHERE key = $1 RETURNING key`,
    [key, ms],
  );

interface Call {
  readonly askedAt: number;
  readonly answeredAt: number;
}

/** How many more calls than the rate allows fell, from asking to answer, into the worst stretch of time; 0 or less is right. */
function excess(calls: readonly Call[], perSecond: number, burst: number): number {
  let worst = -Infinity;
  for (const { askedAt: from } of calls) {
    for (const { answeredAt: to } of calls) {
      if (to < from) continue;
      const within = calls.filter(({ askedAt, answeredAt }) => askedAt >= from && answeredAt <= to).length;
      worst = Math.max(worst, within - (burst + (perSecond * (to - from)) / 1_000));
    }
  }
  return worst;
}

describe('a token bucket that several processes take from', () => {
  it('never gives more than its rate and its burst in any stretch of time, and never less than its burst', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 2, max: 16 }),
        async (perSecond, burst, takers) => {
          const key = newId();
          const given: Call[] = [];
          const taker = async (nr: number) => {
            for (let turn = 0; turn < 8; turn++) {
              const askedAt = performance.now();
              const wait = await either(nr).take(TENANT, key, { perSecond, burst });
              if (wait === 0) given.push({ askedAt, answeredAt: performance.now() });
            }
          };
          await Promise.all(Array.from({ length: takers }, (_, nr) => taker(nr)));
          expect(excess(given, perSecond, burst)).toBeLessThanOrEqual(0.001);
          expect(given.length).toBeGreaterThanOrEqual(Math.min(burst, takers * 8));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('says how long to wait, and gives the token after it and not before', async () => {
    const [key, rate] = [newId(), { perSecond: 1 / 60, burst: 2 }];
    expect([await first.take(TENANT, key, rate), await second.take(TENANT, key, rate)]).toEqual([0, 0]);
    const wait = await first.take(TENANT, key, rate);
    expect(wait).toBeGreaterThan(50_000);
    expect(wait).toBeLessThanOrEqual(60_000);
    await later(key, wait - 20_000);
    expect(await second.take(TENANT, key, rate)).toBeGreaterThan(10_000);
    await later(key, 20_000);
    expect(await second.take(TENANT, key, rate)).toBe(0);
    expect(await first.take(TENANT, key, rate)).toBeGreaterThan(50_000);
  });

  // Judged by when it was asked, a queue of takers would spend what the bucket held then, and those behind it as much again.
  it('judges who waited for others by the moment of its turn', async () => {
    const [key, rate] = [newId(), { perSecond: 1 / 60, burst: 1 }];
    await first.take(TENANT, key, rate);
    let waited: Promise<number> | undefined;
    await withTenants(other, [TENANT], async (tx) => {
      await tx.query('SELECT 1 FROM rate_limit WHERE key = $1 FOR UPDATE', [key]);
      waited = first.take(TENANT, key, rate);
      await waitUntil(async () => {
        const [row]: { waiting: boolean }[] = await other.query(
          `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'transactionid') AS waiting`,
        );
        return row?.waiting === true ? undefined : 'the taker to wait for the row';
      });
      await tx.query('UPDATE rate_limit SET full_at = clock_timestamp() WHERE key = $1', [key]);
    });
    expect(await waited).toBe(0);
  });

  it('takes a rate that lets nothing through for a mistake', async () => {
    await expect(first.take(TENANT, newId(), { perSecond: 0, burst: 1 })).rejects.toThrow(RangeError);
    await expect(first.take(TENANT, newId(), { perSecond: 5, burst: 0.5 })).rejects.toThrow(RangeError);
  });
});

describe('a lock', () => {
  it('is held by exactly one of all who ask at once, until its time is over', async () => {
    const key = newId();
    const asked = await Promise.all(
      Array.from({ length: 20 }, (_, nr) => either(nr).lock(TENANT, key, 30 * MINUTE)),
    );
    expect(asked.filter((wait) => wait === 0)).toHaveLength(1);
    for (const wait of asked.filter((each) => each > 0)) {
      expect(wait).toBeGreaterThan(29 * MINUTE);
      expect(wait).toBeLessThanOrEqual(30 * MINUTE);
    }
    await later(key, 29 * MINUTE);
    expect(await first.lock(TENANT, key, 30 * MINUTE)).toBeLessThanOrEqual(MINUTE);
    expect(await first.lock(TENANT, key, 30 * MINUTE)).toBeGreaterThan(0);
    await later(key, MINUTE);
    expect(await second.lock(TENANT, key, 30 * MINUTE)).toBe(0);
  });
});

describe('a cap of a period', () => {
  it('lets exactly as many through as fit, of all who ask at once', async () => {
    const key = newId();
    const asked = await Promise.all(
      Array.from({ length: 20 }, (_, nr) => either(nr).count(TENANT, key, { most: 7, perMs: DAY })),
    );
    expect(asked.filter((fits) => fits)).toHaveLength(7);
  });

  it('never has more in any stretch as long as the period, and has room again a twenty-fourth of it later', async () => {
    // A slot so long that none ends while the test runs.
    const slotMs = 1_000 * DAY;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 5, maxLength: 15 }),
        async (most, waits) => {
          const key = newId();
          const counted: number[] = [];
          let now = 0;
          for (const slots of waits) {
            await later(key, slots * slotMs);
            now += slots;
            // What is 24 slots old may be younger than the period: its slot's end against the beginning of this one.
            const held = counted.filter((slot) => slot >= now - 24).length;
            expect(await second.spent(TENANT, key, 24 * slotMs)).toBe(held);
            const fits = await first.count(TENANT, key, { most, perMs: 24 * slotMs });
            expect(fits).toBe(held < most);
            if (fits) counted.push(now);
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it('of nothing lets nothing through', async () => {
    expect(await first.count(TENANT, newId(), { most: 0, perMs: DAY })).toBe(false);
  });
});

describe('the rows of limits', () => {
  it('are one per tenant, kind and key: none takes from another', async () => {
    const key = newId();
    const once = { perSecond: 1 / 60, burst: 1 };
    for (const tenantId of [TENANT, 'other01']) {
      expect(await first.take(tenantId, key, once)).toBe(0);
      expect(await first.lock(tenantId, key, HOUR)).toBe(0);
      expect(await first.count(tenantId, key, { most: 1, perMs: DAY })).toBe(true);
    }
    expect(await rows('SELECT kind FROM rate_limit WHERE key = $1', [key])).toHaveLength(3);
    expect(await other.query<unknown[]>('SELECT kind FROM rate_limit')).toEqual([]);
  });

  it('go when they have said nothing for a day, and those that still hold something back stay', async () => {
    const keys = [newId(), newId(), newId()];
    for (const key of keys) await first.lock(TENANT, key, HOUR);
    for (const [at, hours] of [24, 26].entries()) await later(keys[at] ?? '', hours * HOUR);

    await service.app.get(Timers).runNow('retention');

    const left = await rows('SELECT key FROM rate_limit WHERE key = ANY ($1::text[])', [keys]);
    expect(left).toHaveLength(2);
    expect(left).not.toContainEqual({ key: keys[1] });
  });
});
