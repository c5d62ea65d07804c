import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY, HOUR, MINUTE, SECOND, toIso } from '@cartrail/kernel';
import { Timers } from '@cartrail/messaging';
import { waitUntil } from '@cartrail/testing';
import { anOrder, aPush } from './fake-douyin.js';
import { OrderSyncUnderTest } from './start.js';

const NEVER = 3_600_000;

interface HourShown {
  readonly stream: string;
  readonly hour: string;
  readonly counted: number;
  readonly byPush: number;
  readonly byPull: number;
  readonly missing: number;
  readonly lateSeconds?: { readonly max: number };
}

interface Shown {
  readonly missing: number;
  readonly gaps: readonly { readonly missing: number; readonly alerted: boolean }[];
  readonly hours: readonly HourShown[];
}

class Shop {
  private made = 0;

  private constructor(
    readonly sync: OrderSyncUnderTest,
    readonly shopId: string,
  ) {}

  static async open(): Promise<Shop> {
    const sync = await OrderSyncUnderTest.start({ POLL_INTERVAL_MS: NEVER, RECONCILE_EVERY_MS: NEVER });
    return new Shop(sync, await sync.connectShop());
  }

  /** An order the platform has; `createdAt` in business time. */
  order(createdAt: number, status = 2): string {
    this.made += 1;
    const id = `47143234567890${String(10_000 + this.made)}`;
    const at = Math.floor(createdAt / SECOND) + 600;
    this.sync.douyin.orders.set(id, anOrder({ id, at, status }));
    return id;
  }

  async push(id: string): Promise<void> {
    await this.sync.push(aPush([{ tag: '100', msgId: `m-${id}`, orderId: id }]));
    await this.sync.orderOf(id);
  }

  async runs(timer: string): Promise<void> {
    await this.sync.service.app.get(Timers, { strict: false }).runNow(timer);
    await this.sync.service.caughtUp();
  }

  async shown(): Promise<Shown> {
    return (await this.sync.call('GET', `/internal/shops/${this.shopId}/sync`)).body as Shown;
  }
}

describe('the hours of a shop', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
  }, 60_000);
  afterAll(() => shop.sync.stop());

  it('show what came by push, what only by asking, and heal what was lost', async () => {
    const { clock } = shop.sync.service;
    clock.advance(HOUR);
    const begun = Math.floor(clock.now() / HOUR) * HOUR;
    const [pushed, ...lost] = [1, 2, 3].map((minute) => shop.order(begun + minute * MINUTE));
    await shop.push(pushed ?? '');
    clock.advance(2 * HOUR);
    await shop.runs('hours');
    for (const id of lost) await shop.sync.orderOf(id);
    await shop.runs('hours');
    const { missing, gaps, hours } = await shop.shown();
    expect([missing, gaps]).toEqual([0, []]);
    const own = hours.find(({ stream, hour }) => stream === 'orders' && hour === toIso(begun));
    expect(own).toMatchObject({ counted: 3, byPush: 1, byPull: 2, missing: 0 });
    expect(own?.lateSeconds?.max).toBeGreaterThan(HOUR / SECOND);
  });

  it('tell once of a gap that stays, and once that it closed', async () => {
    const { clock } = shop.sync.service;
    clock.advance(HOUR);
    const begun = Math.floor(clock.now() / HOUR) * HOUR;
    const strange = shop.order(begun + MINUTE, 77);
    clock.advance(2 * HOUR);
    await shop.runs('hours');
    expect(await shop.shown()).toMatchObject({ missing: 1, gaps: [{ missing: 1, alerted: false }] });
    expect(shop.sync.service.published('ShopGapOpened')).toEqual([]);
    clock.advance(31 * MINUTE);
    await shop.runs('hours');
    await shop.runs('hours');
    expect(shop.sync.service.published('ShopGapOpened').map(({ data }) => data)).toMatchObject([
      { shopId: shop.shopId, stream: 'orders', missing: 1 },
    ]);
    shop.sync.douyin.orders.set(
      strange,
      anOrder({ id: strange, at: Math.floor(clock.now() / SECOND), status: 2 }),
    );
    const order = shop.sync.douyin.orders.get(strange);
    if (order) order['create_time'] = Math.floor((begun + MINUTE) / SECOND);
    await shop.push(strange);
    await shop.runs('hours');
    await shop.runs('hours');
    expect(shop.sync.service.published('ShopGapClosed')).toHaveLength(1);
    expect((await shop.shown()).gaps).toEqual([]);
  });

  it('are counted also where counting stood still for days, and kept for ninety', async () => {
    const { clock } = shop.sync.service;
    clock.advance(HOUR);
    const begun = Math.floor(clock.now() / HOUR) * HOUR;
    const late = shop.order(begun + MINUTE);
    clock.advance(2 * HOUR);
    await shop.runs('hours');
    await shop.sync.orderOf(late);
    clock.advance(3 * DAY);
    await shop.runs('hours');
    const of = async (from: number, to: number) =>
      (
        (
          await shop.sync.call(
            'GET',
            `/internal/shops/${shop.shopId}/sync?from=${toIso(from)}&to=${toIso(to)}`,
          )
        ).body as Shown
      ).hours.filter(({ stream }) => stream === 'orders');
    expect(await of(begun, begun + 3 * DAY)).toHaveLength(72);
    clock.advance(91 * DAY);
    await shop.runs('hours');
    expect(await of(begun, begun + 3 * DAY)).toEqual([]);
  });

  it('are nobody else’s, and a wrong window is named', async () => {
    const path = `/internal/shops/${shop.shopId}/sync`;
    expect((await shop.sync.call('GET', path, undefined, { tenant: 'tenant02' })).status).toBe(404);
    expect((await shop.sync.call('GET', `${path}?from=yesterday`)).body).toMatchObject({
      status: 400,
      errors: [{ pointer: '?from' }],
    });
    const reversed = '?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z';
    expect((await shop.sync.call('GET', `${path}${reversed}`)).body).toMatchObject({
      errors: [{ pointer: '?to' }],
    });
  });
});

describe('the past of a shop', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
  }, 60_000);
  afterAll(() => shop.sync.stop());

  const progress = async () =>
    (await shop.sync.call('GET', `/internal/shops/${shop.shopId}/backfill`)).body as {
      readonly state: string;
      readonly done: number;
      readonly part: number;
      readonly waitsFor?: string;
    };

  it('is read whole, over a platform that wants to be left alone in between', async () => {
    const { clock } = shop.sync.service;
    const path = `/internal/shops/${shop.shopId}/backfill`;
    expect((await shop.sync.call('GET', path)).status).toBe(404);
    expect((await shop.sync.call('POST', path, { days: 91 })).status).toBe(400);
    const ids = Array.from({ length: 130 }, (_, n) => shop.order(clock.now() - HOUR - (n * 4 * DAY) / 130));
    expect((await shop.sync.call('POST', path, { days: 5 }, { key: 'b-1' })).status).toBe(202);
    expect((await shop.sync.call('POST', path, { days: 5 }, { key: 'b-1' })).status).toBe(202);

    shop.sync.douyin.failures.push({ code: 60000, msg: 'slow down', sub_code: 'isv.traffic-limited' });
    await shop.runs('backfill');
    expect(await progress()).toMatchObject({ state: 'running', done: 0, waitsFor: 'throttled' });

    await shop.runs('backfill');
    await waitUntil(async () => ((await progress()).state === 'done' ? undefined : 'the backfill'), 20_000);
    expect(await progress()).toMatchObject({ state: 'done', done: 130, part: 1 });
    const imported = shop.sync.service
      .published('OrderImported')
      .map(({ data }) => (data as { platformOrderId: string }).platformOrderId);
    expect(imported.toSorted()).toEqual(ids.toSorted());
  }, 60_000);
});
