import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HOUR } from './returns.js';
import { Running, type Answered, type Json } from './running.js';
import { APP, QUERY, SUBSCRIBE, Yunda } from './yunda-client.js';

let sim: Running;
let yunda: Yunda;

beforeEach(async () => {
  sim = await Running.start();
  yunda = new Yunda(sim);
});
afterEach(async () => {
  await sim.stop();
});

const NOTHING = { result: true, code: '0000', message: '暂无物流轨迹', data: null };
const fine = { mailno: '431234567890123' };
const words = ({ json }: Answered): unknown => (json['result'] === false ? json['message'] : json['code']);
const shipped = async (parcel: Json = {}): Promise<string> =>
  sim.shipped(await sim.order(), { carrier: 'YD', plan: 'quick', ...parcel });
const stepsOf = async (mailno: string): Promise<Json[]> => (await yunda.query(mailno))?.steps ?? [];
const actionsOf = async (mailno: string): Promise<unknown[]> =>
  (await stepsOf(mailno)).map((step) => step['action']);
const pass = async (hours: number): Promise<void> => {
  for (let left = hours; left > 0; left -= 6) await sim.advance(Math.min(left, 6) * HOUR);
};

/** A number of which the course ends in a locker, or with a signature. */
async function ending(code: string): Promise<string> {
  for (;;) {
    const number = await shipped();
    if (sim.world.state.parcels.get(number)?.scans.at(-1)?.code === code) return number;
  }
}

describe('the gate', () => {
  it('refuses a wrong signature, another text, a stranger and a call without its headers', async () => {
    expect((await yunda.call(QUERY, fine)).json).toEqual(NOTHING);
    expect(words(await yunda.call(QUERY, fine, { app: { ...APP, appSecret: 'guess' } }))).toBe(
      '签名校验失败',
    );
    expect(words(await yunda.call(QUERY, fine, { tampered: '{"mailno":"1"}' }))).toBe('签名校验失败');
    expect(words(await yunda.call(QUERY, fine, { app: { ...APP, appKey: 'nobody' } }))).toBe('app-key不存在');
    for (const name of ['app-key', 'sign', 'req-time']) {
      expect(words(await yunda.call(QUERY, fine, { headers: { [name]: '' } }))).toMatch(/^缺少请求头/);
    }
    expect(words(await yunda.call(QUERY, fine, { headers: { 'req-time': 'now' } }))).toBe('req-time不正确');
    expect(words(await yunda.call(QUERY, '{broken'))).toBe('请求参数不是合法的JSON');
    expect((await yunda.call('openapi-api/v1/order/pushOrder', {})).status).toBe(404);
  });

  it('takes a signature in small letters only', async () => {
    const body = JSON.stringify(fine);
    const sign = createHash('md5').update(`${body}_${APP.appSecret}`).digest('hex').toUpperCase();
    expect(words(await yunda.call(QUERY, fine, { headers: { sign } }))).toBe('签名校验失败');
  });

  it('throttles as told, and its accounts never show their secrets', async () => {
    await sim.call('POST', '/control/faults', { target: 'yunda', name: 'throttled', times: 1 });
    expect(words(await yunda.call(QUERY, fine))).toMatch(/频繁/);
    const { json } = await sim.call('PUT', '/control/yunda-accounts', {
      appKey: 'other',
      appSecret: 'secret',
    });
    expect(json).toEqual({ appKey: 'other' });
  });
});

describe('tracks', () => {
  it('are the whole history, oldest first, under either path', async () => {
    const number = await ending('301');
    await sim.advance(HOUR);
    const steps = await stepsOf(number);
    expect(steps[0]).toMatchObject({ action: 'GOT', city: '杭州市', station_name: '杭州市网点' });
    expect(steps.at(-1)).toMatchObject({ action: 'SIGNED', signer: expect.stringMatching(/./) });
    const times = steps.map((step) => String(step['time']));
    expect(times).toEqual([...times].sort());
    expect(times[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    const departure = steps.find((step) => String(step['description']).includes('已发往'));
    expect(departure).toMatchObject({ action: 'DEPARTURE', next_name: expect.stringMatching(/市网点$/) });
    expect(await yunda.query(number, 'openapi-api/outer/logictis/query')).toEqual(await yunda.query(number));
  });

  it('have a status of the whole waybill', async () => {
    const number = await shipped({ plan: 'fails-then-delivers' });
    const seen = new Set<unknown>();
    for (let hours = 0; hours < 150; hours += 2) {
      await sim.advance(2 * HOUR);
      seen.add((await yunda.query(number))?.status);
    }
    expect([...seen]).toEqual([undefined, 'GOT', 'TRANSIT', 'SIGNFAIL', 'SIGNED']);
  });

  it('tell a locker in three steps, and an unknown code as it came', async () => {
    const locker = await ending('311');
    const unknown = await shipped({ plan: 'unknown-code' });
    await pass(120);
    expect((await actionsOf(locker)).slice(-3)).toEqual(['INBOUND', 'OUTBOUND', 'SIGNED']);
    expect(await actionsOf(unknown)).toContain('999');
  });

  it('are a yes without data where nothing is known, also of another carrier', async () => {
    const other = await shipped({ carrier: 'ZTO' });
    await sim.advance(HOUR);
    expect((await yunda.call(QUERY, { mailno: await shipped() })).json).toEqual(NOTHING);
    expect(words(await yunda.call(QUERY, { mailno: 'YT1' }))).toBe('运单号不正确');
    expect((await yunda.call(QUERY, { mailno: other })).json).toEqual(NOTHING);
  });
});

describe('subscriptions', () => {
  it('come before the first query where the account has it so', async () => {
    await sim.call('PUT', '/control/yunda-accounts', { ...APP, subscribeFirst: 'yes' });
    const [followed, other] = [await shipped(), await shipped()];
    await sim.advance(HOUR);
    expect(await yunda.query(followed)).toBeNull();
    expect(words(await yunda.subscribe(followed))).toBe('0000');
    expect(await actionsOf(followed)).toContain('GOT');
    expect(await yunda.query(other)).toBeNull();
  });

  it('take all numbers or none, and name an order each', async () => {
    await sim.call('PUT', '/control/yunda-accounts', { ...APP, subscribeFirst: 'yes' });
    const number = await shipped();
    await sim.advance(HOUR);
    expect(words(await yunda.subscribe(number, '!'))).toBe('运单号不正确');
    expect(words(await yunda.subscribe())).toBe('orders不能为空');
    const nameless = { orders: [{ mailno: number }] };
    expect(words(await yunda.call(SUBSCRIBE, nameless))).toBe('orderid不能为空');
    expect(await yunda.query(number)).toBeNull();
  });

  it('take effect although the answer is lost, and push nothing', async () => {
    await sim.call('PUT', '/control/yunda-accounts', { ...APP, subscribeFirst: 'yes' });
    const number = await shipped();
    await sim.call('POST', '/control/faults', { target: number, name: 'lost-answer' });
    await expect(yunda.subscribe(number)).rejects.toThrow();
    await sim.advance(HOUR);
    expect(await actionsOf(number)).toContain('GOT');
    const pushes = await sim.ledger('pushes');
    expect(pushes.filter((one) => one['provider'] === 'yunda')).toEqual([]);
  });
});
