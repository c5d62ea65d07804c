import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { douyin, token } from './douyin-client.js';
import { codes } from './returns.js';
import { Running, type Json } from './running.js';
import { Stall } from './stall.js';

const SHOP = 'stall-1';
let sim: Running;
let stall: Stall;

const start = async (dir?: string): Promise<void> => {
  sim = await Running.start(dir, (world) => {
    stall = Stall.into(world);
  });
};

beforeEach(() => start());
afterEach(() => sim.stop());

const buy = async (shopId: string, more: Json = {}): Promise<string> => {
  const lines = [{ skuCode: 'TEE-WHITE-M', quantity: 2, priceFen: 5_990 }];
  const { json } = await sim.call('POST', '/control/orders', { shopId, orders: [{ lines, ...more }] });
  return (json['orders'] as { platformOrderId: string }[])[0]?.platformOrderId ?? '';
};

describe('a shop', () => {
  it('is of one platform, which alone hears of its orders, under ids of its own form', async () => {
    const id = await buy(SHOP);
    const number = await sim.shipped(id, { carrier: 'ZTO' });
    const { json } = await sim.call('POST', `/control/orders/${id}/replace-number`, { old: number });
    await sim.call('POST', `/control/orders/${id}/finish`, {});
    expect(id).toBe('S-1');
    const course = [
      'created',
      'paid',
      `shipped ${number}`,
      `numberReplaced ${String(json['number'])}`,
      'finished',
    ];
    expect(stall.heard).toEqual(course);
    const elsewhere = await buy('1000000001');
    expect(elsewhere).toMatch(/^\d{19}$/);
    expect(stall.heard).toEqual(course);
    const pushed = (await sim.ledger('pushes')).map((one) => [one['provider'], one['orderId']]);
    expect(pushed.filter(([, order]) => order === id).every(([who]) => who === 'stall')).toBe(true);
  });

  it('is made on any platform with one of its applications, Douyin’s where none is named', async () => {
    const { json } = await sim.call('PUT', '/control/shops', { shopId: '42' });
    expect(json).toMatchObject({ platform: 'douyin', appKey: '7000000000000000001' });
    const made = await sim.call('PUT', '/control/shops', { shopId: 'wx42', platform: 'stall' });
    expect(made.json).toMatchObject({ platform: 'stall', appKey: 'stall-app' });
    expect((made.json['addresses'] as Json[])[0]?.['addressId']).toMatch(/^\d+$/);
    expect((await sim.call('PUT', '/control/shops', { shopId: 'x', platform: 'nowhere' })).status).toBe(400);
    const foreign = { shopId: 'x', platform: 'stall', appKey: 'b' };
    expect((await sim.call('PUT', '/control/shops', foreign)).status).toBe(404);
    expect((await sim.call('PUT', '/control/shops', { ...foreign, appSecret: 's' })).status).toBe(400);
    await sim.call('PUT', '/control/stall-apps', { key: 'b', secret: 'sample' });
    expect((await sim.call('PUT', '/control/shops', foreign)).json).toMatchObject({ appKey: 'b' });
  });

  it('keeps its platform, its tokens and its merchant’s refusal over a restart', async () => {
    const { access } = sim.world.shopTokens.issue(SHOP, { accessMs: 60_000, refreshMs: 60_000 });
    const { code } = (await sim.call('POST', '/control/tokens/consent', { shopId: SHOP })).json;
    await sim.call('POST', '/control/tokens/revoke', { shopId: '1000000001' });
    const { dir } = sim;
    await sim.stop({ keep: true });
    await start(dir);
    expect(sim.world.state.shops.get(SHOP)?.platform).toBe('stall');
    expect(sim.world.shopTokens.byAccess(access)?.shopId).toBe(SHOP);
    expect(sim.world.shopTokens.isRevoked('1000000001')).toBe(true);
    expect(sim.world.shopTokens.redeem(String(code))?.shopId).toBe(SHOP);
    expect(sim.world.shopTokens.redeem(String(code))).toBeUndefined();
  });

  it('is closed to an application whose consent was taken back, until it is given anew', async () => {
    const { access, refresh } = await token(sim);
    const list = (): Promise<unknown[]> =>
      douyin(sim, '/order/searchList', { page: 0, size: 1 }, { token: access }).then(codes);
    const create = { code: '', grant_type: 'authorization_self', shop_id: '1000000001' };
    await sim.call('POST', '/control/tokens/revoke', { shopId: '1000000001' });
    expect(await list()).toEqual([30001, 'dop.authorization-closed']);
    expect(codes(await douyin(sim, '/token/create', create))).toEqual([50002, 'isv.business-failed:31005']);
    const again = { grant_type: 'refresh_token', refresh_token: refresh };
    expect(codes(await douyin(sim, '/token/refresh', again))).toEqual([50002, 'isv.business-failed:31006']);
    await sim.call('POST', '/control/tokens/consent', { shopId: '1000000001' });
    expect((await list())[0]).toBe(10000);
  });
});

describe('an application of Douyin', () => {
  it('has a push URL of its own, tried at once, before the one for everybody', async () => {
    const own = { appKey: '7000000000000000001', pushUrl: 'http://127.0.0.1:9/own' };
    await sim.call('PUT', '/control/targets', { douyinPushUrl: 'http://127.0.0.1:9/all' });
    expect((await sim.call('PUT', '/control/douyin-apps', own)).json).toEqual(own);
    const push = { sender: own.appKey } as Parameters<Stall['carry']>[0];
    const outlet = sim.world.platforms.get('douyin');
    expect(outlet?.urlOf(push)).toBe(own.pushUrl);
    await sim.call('PUT', '/control/douyin-apps', { ...own, pushUrl: null });
    expect(outlet?.urlOf(push)).toBe('http://127.0.0.1:9/all');
    expect((await sim.call('PUT', '/control/douyin-apps', { appKey: '1' })).status).toBe(404);
  });
});

const claim = async (type: number, ship = true): Promise<string> => {
  const id = await buy(SHOP);
  if (ship) await sim.shipped(id);
  const { lines } = (await sim.call('GET', `/control/orders/${id}`)).json as { lines: Json[] };
  const line = { platformLineId: lines[0]?.['platformLineId'], quantity: 1 };
  const body = { type, lines: [line], reasonCode: 1 };
  const made = await sim.call('POST', `/control/orders/${id}/after-sales`, body);
  return String(made.json['platformAfterSaleId']);
};
const act = async (id: string, body: Json): Promise<[number, unknown]> => {
  const { status, json } = await sim.call('POST', `/control/after-sales/${id}/merchant`, body);
  return [status, json['statusCode']];
};

describe('a merchant by hand', () => {
  it('agrees, reports and pays back a return, each in its state only', async () => {
    const id = await claim(0);
    expect(id).toBe('C-2');
    expect((await act(id, { act: 'confirm-receipt' }))[0]).toBe(409);
    expect((await act(id, { act: 'agree-return', addressId: '1' }))[0]).toBe(400);
    expect(await act(id, { act: 'agree-return' })).toEqual([200, 7]);
    expect((await act(id, { act: 'refuse-return' }))[0]).toBe(409);
    await sim.call('POST', `/control/after-sales/${id}/ship`, {});
    expect(await act(id, { act: 'report-received' })).toEqual([200, 11]);
    expect(await act(id, { act: 'confirm-receipt' })).toEqual([200, 12]);
    expect(stall.heard.slice(3)).toEqual([
      'requested by buyer',
      'returnAgreed by merchant',
      'returned by buyer',
      'refundAgreed by merchant',
    ]);
  });

  it.each([
    [0, 'refuse-return', 27, 'returnRefused by merchant'],
    [0, 'agree-refund', 12, 'refundAgreed by merchant'],
    [1, 'refuse-refund', 27, 'refundRefused by merchant'],
    [1, 'agree-refund', 12, 'refundAgreed by merchant'],
  ])('answers a case of type %d with %s', async (type, what, status, told) => {
    const id = await claim(type);
    expect(await act(id, { act: what })).toEqual([200, status]);
    expect(stall.heard.at(-1)).toBe(told);
  });

  it('sends goods that came back away again', async () => {
    const id = await claim(0);
    await act(id, { act: 'agree-return' });
    await sim.call('POST', `/control/after-sales/${id}/ship`, {});
    expect(await act(id, { act: 'refuse-receipt' })).toEqual([200, 29]);
    expect(stall.heard.at(-1)).toBe('receiptRefused by merchant');
  });
});

describe('a WebSocket', () => {
  interface Knocked {
    first: string;
    closed: Promise<unknown>;
  }
  const knock = (path: string): Promise<Knocked> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(sim.url).port), '127.0.0.1', () =>
        socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: stall\r\n\r\n`),
      );
      const closed = new Promise((ended) => socket.once('close', ended));
      socket.once('data', (bytes) => {
        resolve({ first: String(bytes).split('\r\n')[0] ?? '', closed });
      });
      socket.once('error', reject);
    });

  it('goes to the platform its path begins with, and ends with the server', async () => {
    const { first, closed } = await knock('/stall/messages?shop=1');
    expect(first).toContain('101');
    expect(stall.sockets).toEqual(['/stall/messages?shop=1']);
    expect((await knock('/douyin/messages')).first).toContain('404');
    expect((await knock('/nowhere')).first).toContain('404');
    const { dir } = sim;
    await sim.stop({ keep: true });
    await closed;
    await start(dir);
  });
});
