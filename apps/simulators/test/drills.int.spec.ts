import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { douyin, token } from './douyin-client.js';
import { codes } from './returns.js';
import { Running, type Json } from './running.js';
import { Stall } from './stall.js';

let sim: Running;
let stall: Stall;

beforeEach(async () => {
  sim = await Running.start(undefined, (world) => {
    stall = Stall.into(world);
  });
});
afterEach(() => sim.stop());

const fault = (body: Json): Promise<unknown> => sim.call('POST', '/control/faults', body);
const settle = (): Promise<unknown> => sim.call('POST', '/control/settle', {});
const buy = (shopId: string, count: number): Promise<unknown> => {
  const lines = [{ skuCode: 'TEE-WHITE-M', quantity: 1, priceFen: 5_990 }];
  return sim.call('POST', '/control/orders', {
    shopId,
    orders: Array.from({ length: count }, () => ({ lines })),
  });
};
const calls = async (): Promise<unknown[][]> =>
  (await sim.ledger('requests')).map((one) => [one['provider'], one['path'], one['code'], one['httpStatus']]);

describe('pushes lost with a share', () => {
  const outcomes = async (): Promise<string[]> =>
    (await sim.ledger('pushes')).filter((one) => one['tag'] !== '0').map((one) => String(one['outcome']));

  it('are about that many of a shop’s, the same ones every time, and none of another shop’s', async () => {
    await fault({ target: 'stall-1', name: 'dropped-push', share: 0.3 });
    await buy('stall-1', 100);
    await settle();
    const first = stall.delivered.length;
    expect(first).toBeGreaterThan(120);
    expect(first).toBeLessThan(160);
    expect((await outcomes()).filter((one) => one === 'dropped')).toHaveLength(200 - first);
    await fault({ target: 'stall-1', name: 'dropped-push', share: 0.3 });
    await buy('stall-1', 100);
    await settle();
    expect(stall.delivered).toHaveLength(2 * first);
    await sim.call('PUT', '/control/shops', { shopId: 'stall-2', platform: 'stall' });
    await buy('stall-2', 20);
    await settle();
    expect(stall.delivered).toHaveLength(2 * first + 40);
  });
});

describe('a platform that is down', () => {
  const list = (): ReturnType<typeof douyin> => douyin(sim, '/order/searchList', {}, { secret: 'guess' });

  it('answers 503 to everybody, whoever calls, and comes back', async () => {
    await fault({ target: 'douyin', name: '503' });
    expect((await list()).status).toBe(503);
    await sim.call('DELETE', '/control/faults');
    expect(codes(await list())).toEqual([40003, 'isv.signature-invalid']);
    expect(await calls()).toMatchObject([
      ['douyin', '/order/searchList', '', 503],
      ['douyin', '/order/searchList', '40003', 200],
    ]);
  });

  it('does not answer at all, for as long as was said', async () => {
    const until = Date.now() + 200;
    await fault({ target: 'douyin', name: 'no-answer', forMs: 200 });
    await expect(list()).rejects.toThrow();
    const tried = async (): Promise<number> => (await list().catch(() => ({ status: 0 }))).status;
    let status = 0;
    while (status === 0 && Date.now() < until + 5_000) status = await tried();
    expect(Date.now()).toBeGreaterThanOrEqual(until);
    expect(status).toBe(200);
    expect((await sim.call('GET', '/control/faults')).json).toEqual({ faults: [] });
  });

  it('is up, whoever may not come in, when it only fails a share of its calls', async () => {
    await fault({ target: 'douyin', name: '503', share: 1 });
    expect(codes(await list())).toEqual([40003, 'isv.signature-invalid']);
    const create = { code: '', grant_type: 'authorization_self', shop_id: '1000000001' };
    expect((await douyin(sim, '/token/create', create)).status).toBe(503);
  });

  it('can be so for one shop alone', async () => {
    await fault({ target: 'stall-1', name: 'throttled' });
    expect((await sim.call('GET', '/stall/orders?shop=stall-1')).json).toEqual({});
    expect((await sim.call('GET', '/stall/orders?shop=stall-2')).json).toEqual({ ok: true });
  });
});

describe('the ledger', () => {
  it('has every call of a platform: path, method, shop, ids, code', async () => {
    await sim.call('POST', '/stall/cases?shop=stall-1&order=a&order=b');
    expect(await sim.ledger('requests')).toMatchObject([
      {
        ...{ provider: 'stall', path: '/stall/cases', method: 'cases', shopId: 'stall-1' },
        ...{ orderIds: ['a', 'b'], code: '0', httpStatus: 200 },
      },
    ]);
  });
});

describe('a push over a line of the platform’s own', () => {
  it('goes again until it is acknowledged, in its order, and never while the line is silent', async () => {
    stall.answers = [
      { outcome: 'failed', answer: 'not connected' },
      Promise.reject(new Error('line cut')),
      { outcome: 'refused', answer: 'no' },
    ];
    await buy('stall-1', 1);
    await settle();
    expect(stall.delivered).toEqual(['created', 'paid']);
    expect((await sim.ledger('pushes')).map((one) => one['outcome'])).toEqual([
      ...['failed', 'failed', 'refused', 'acked', 'acked'],
    ]);
  });
});

describe('a receiver that does not answer', () => {
  it('keeps nobody waiting but those of its own platform', async () => {
    const begun = Date.now();
    stall.answers = Array.from({ length: 40 }, () => new Promise<never>(() => undefined));
    await buy('stall-1', 40);
    await buy('1000000001', 1);
    const told = async (): Promise<boolean> =>
      (await sim.ledger('pushes')).some((one) => one['provider'] === 'douyin');
    while (!(await told()) && Date.now() < begun + 3_000);
    expect(await told()).toBe(true);
  });
});

describe('a promotion', () => {
  it('brings as many orders as were asked for, at their rate, unshipped where nobody is to ship', async () => {
    const begun = Date.now();
    const wish = { shopId: 'stall-1', perSecond: 100, orders: 50, ship: false };
    const { status } = await sim.call('POST', '/control/bursts', wish);
    expect(status).toBe(201);
    const read = async (): Promise<Json> => {
      const { json } = await sim.call('GET', '/control/bursts');
      return (json['items'] as Json[])[0] ?? {};
    };
    let burst = await read();
    while (burst['running'] === true && Date.now() < begun + 10_000) burst = await read();
    expect(burst).toEqual({ ...wish, created: 50, running: false });
    expect(Date.now() - begun).toBeGreaterThanOrEqual(450);
    const orders = await sim.ledger('orders');
    expect(orders).toHaveLength(50);
    await sim.advance(3_600_000);
    expect((await sim.ledger('orders')).every((one) => one['status'] === 'awaiting_shipment')).toBe(true);
    const nowhere = { ...wish, shopId: 'nowhere' };
    expect((await sim.call('POST', '/control/bursts', nowhere)).status).toBe(404);
  });
});

describe('a shop with a past', () => {
  const day = 86_400_000;
  const wish = { shopId: '1000000001', orders: 40, fromDaysAgo: 12, toDaysAgo: 2 };

  it('has as many orders as were asked for, evenly over those days, received, and told to nobody', async () => {
    const begun = Date.now();
    const { status, json } = await sim.call('POST', '/control/history', wish);
    expect(status).toBe(201);
    const orders = await sim.ledger('orders');
    expect(json).toEqual({
      shopId: wish.shopId,
      orders: 40,
      lines: orders.flatMap((one) => one['lines'] as Json[]).length,
    });
    const daysAgo = orders.map((one) => Math.floor((begun - Date.parse(String(one['createdAt']))) / day));
    const perDay = Array.from({ length: 12 }, (_, days) => daysAgo.filter((one) => one === days).length);
    expect(perDay).toEqual([0, 0, ...Array.from({ length: 10 }, () => 4)]);
    expect(orders.every((one) => one['status'] === 'finished')).toBe(true);
    expect(orders.every((one) => (one['parcels'] as Json[]).length === 1)).toBe(true);
    expect(await sim.ledger('pushes')).toEqual([]);
  });

  it('lists it to whoever asks for those days', async () => {
    await sim.call('POST', '/control/history', wish);
    const { access } = await token(sim);
    const at = (daysAgo: number): number => Math.floor((Date.now() - daysAgo * day) / 1_000);
    const params = { create_time_start: at(7), create_time_end: at(5), page: 0, size: 100 };
    const { json } = await douyin(sim, '/order/searchList', params, { token: access });
    const data = json['data'] as { total: number; shop_order_list: Json[] };
    expect(data.total).toBe(8);
    expect(data.shop_order_list.map((one) => [one['order_status'], one['finish_time']])).toEqual(
      data.shop_order_list.map((one) => [5, Number(one['create_time']) + 6 * 3_600]),
    );
  });

  it('is refused where its days run backwards', async () => {
    const { status } = await sim.call('POST', '/control/history', { ...wish, fromDaysAgo: 2 });
    expect(status).toBe(400);
  });
});
