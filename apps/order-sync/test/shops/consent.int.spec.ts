import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE } from '@cartrail/kernel';
import { Timers, withTenants } from '@cartrail/messaging';
import { waitUntil, type HttpAnswer } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { Simulators } from '../platforms/simulators.js';
import { OrderSyncUnderTest, TENANT } from '../start.js';

const OTHER = 'tenant02';
const SHOP = '3100000077';
const FIRST = '3100000076';
const APP = {
  appKey: 'ks688888888888888877',
  appSecret: 'an-app-secret',
  signSecret: 'a-sign-secret',
  messageSecret: Buffer.alloc(32, 5).toString('base64'),
};
const BACK = 'https://cartrail.example/callbacks/authorised';

let sim: Simulators;
let sync: OrderSyncUnderTest;
beforeAll(async () => {
  sim = await Simulators.start();
  sync = await OrderSyncUnderTest.start({
    PLATFORM_ANY_HOST: true,
    CALLBACK_BASE_URL: 'https://cartrail.example/',
  });
  sync.service.clock.set(Date.now());
  await sim.control('PUT', '/kuaishou-apps', APP);
  for (const shopId of [SHOP, FIRST, '3100000078', '3100000079', '3100000080']) {
    await sim.control('PUT', '/shops', { shopId, platform: 'kuaishou', appKey: APP.appKey, name: '快手店' });
  }
}, 60_000);
/** The service's and the platform's time, which signatures must agree about. */
async function advance(ms: number): Promise<void> {
  await sim.advance(ms);
  sync.service.clock.advance(ms);
}
afterAll(async () => {
  await sync.stop();
  await sim.stop();
});

async function application(tenant = TENANT): Promise<string> {
  const host = `${sim.url}/kuaishou`;
  const body = { platform: 'kuaishou', name: 'ks', credentials: APP, hosts: { api: host, authorise: host } };
  const answer = await sync.call('POST', '/internal/platform-applications', body, { tenant });
  return (answer.body as { applicationId: string }).applicationId;
}

async function begin(name = '<b>小桃</b>', tenant = TENANT): Promise<URL> {
  const wanted = { platform: 'kuaishou', applicationId: await application(tenant), name, merchantId: 'm-1' };
  const answer = await sync.call('POST', '/internal/shops/authorisations', wanted, { tenant });
  expect(answer.status).toBe(201);
  return new URL((answer.body as { url: string }).url);
}

const stateOf = (url: URL): string => url.searchParams.get('state') ?? '';
const back = (query: Record<string, string>): Promise<HttpAnswer> =>
  sync.service.http({ method: 'GET', url: `/callbacks/authorised?${new URLSearchParams(query).toString()}` });

interface Shown {
  readonly shopId: string;
  readonly vendorShopId: string;
  readonly state: string;
  readonly token: Record<string, string>;
}

async function shops(tenant = TENANT): Promise<readonly Shown[]> {
  return ((await sync.call('GET', '/internal/shops', undefined, { tenant })).body as { items: Shown[] })
    .items;
}
const shown = async (vendorShopId: string, tenant = TENANT): Promise<Shown | undefined> =>
  (await shops(tenant)).find((shop) => shop.vendorShopId === vendorShopId);

async function connected(vendorShopId: string, tenant = TENANT): Promise<string> {
  const state = stateOf(await begin('店', tenant));
  expect((await back({ code: await sim.consent(vendorShopId), state })).status).toBe(200);
  return (await shown(vendorShopId, tenant))?.shopId ?? '';
}

const inRow = (shopId: string, set: string) =>
  withTenants(sync.service.app.get(DataSource), [TENANT], (tx) =>
    tx.query(`UPDATE shop SET ${set} WHERE id = $1`, [shopId]),
  );

describe('a merchant', () => {
  it('is sent to the platform’s page with a state that names the tenant, and comes back to a connected shop', async () => {
    const url = await begin();
    expect(url.searchParams.get('redirect_uri')).toBe(BACK);
    expect(stateOf(url)).toMatch(new RegExp(`^${TENANT}-[0-9a-z]{26}-[0-9a-f]{32}$`));
    const code = await sim.consent(FIRST);
    const answer = await back({ code, state: stateOf(url) });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.text).toContain('授权成功');
    expect(answer.text).not.toContain('<b>');
    const shop = await shown(FIRST);
    expect(shop).toMatchObject({
      platform: 'kuaishou',
      vendorShopId: FIRST,
      name: '<b>小桃</b>',
      merchantId: 'm-1',
      state: 'active',
      token: { state: 'authorised', authoriseBy: expect.any(String) },
      quota: { callsPerDay: 1_000_000, left: expect.any(Number) },
    });
    const told = await sync.published('ShopAuthorised', shop?.shopId ?? '', 1);
    expect(told).toMatchObject([{ vendorShopId: FIRST, endsAt: shop?.token['authoriseBy'] }]);
    const again = await back({ code, state: stateOf(url) });
    expect([again.status, again.text.includes('已经使用过')]).toEqual([409, true]);
  });

  it('may come twice at the same moment: his code is redeemed once', async () => {
    const state = stateOf(await begin());
    const code = await sim.consent(SHOP);
    const answers = await Promise.all(Array.from({ length: 4 }, () => back({ code, state })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  });

  it('who does not agree connects nothing, and may still change his mind', async () => {
    const state = stateOf(await begin());
    const declined = await back({ state, error: 'access_denied' });
    expect([declined.status, declined.text.includes('没有同意')]).toEqual([403, true]);
    expect((await back({ state, code: await sim.consent(SHOP) })).status).toBe(200);
  });

  it('whose link is an hour old, forged or another’s secret is told so, and no code of his is redeemed', async () => {
    const [state, other] = [stateOf(await begin()), stateOf(await begin('x', OTHER))];
    const code = await sim.consent(SHOP);
    const mixed = `${state.slice(0, -32)}${other.slice(-32)}`;
    for (const forged of ['', 'x', mixed, state.replace(TENANT, OTHER), `${state}0`]) {
      expect((await back({ code, state: forged })).status).toBe(404);
    }
    await advance(HOUR);
    const late = await back({ code, state });
    expect([late.status, late.text.includes('过期')]).toEqual([410, true]);
    expect((await back({ state })).status).toBe(410);
    const fresh = stateOf(await begin());
    expect((await back({ code, state: fresh })).status).toBe(200);
  });

  it('whose code the platform does not take is told to ask for another link', async () => {
    const state = stateOf(await begin());
    const answer = await back({ code: 'nobody-gave-it', state });
    expect([answer.status, answer.text.includes('没有接受')]).toEqual([422, true]);
    expect((await back({ code: await sim.consent(SHOP), state })).status).toBe(409);
  });

  it('has no page where the platform has none', async () => {
    const wanted = { platform: 'douyin', name: 'x' };
    const answer = await sync.call('POST', '/internal/shops/authorisations', wanted);
    expect(answer).toMatchObject({ status: 422, body: { code: 'shop/no-consent-page' } });
  });
});

describe('two tenants and one shop', () => {
  it('connect it one after the other, once it is disconnected and its tokens are erased', async () => {
    const vendor = '3100000078';
    const shopId = await connected(vendor);
    const elsewhere = await back({
      code: await sim.consent(vendor),
      state: stateOf(await begin('x', OTHER)),
    });
    expect([elsewhere.status, elsewhere.text.includes('其他账户')]).toEqual([409, true]);
    const off = () => sync.call('POST', `/internal/shops/${shopId}/disconnect`, undefined);
    expect((await off()).body).toEqual({ shopId, state: 'disconnected' });
    expect((await off()).body).toEqual({ shopId, state: 'disconnected' });
    expect(await sync.published('ShopDisconnected', shopId, 1)).toHaveLength(1);
    expect(await shown(vendor)).toMatchObject({ state: 'disconnected', token: { state: 'erased' } });
    const rows = await withTenants(sync.service.app.get(DataSource), [TENANT], (tx) =>
      tx.query<object[]>('SELECT tokens FROM shop WHERE id = $1', [shopId]),
    );
    expect(rows).toEqual([{ tokens: '' }]);
    await connected(vendor, OTHER);
    expect((await back({ code: await sim.consent(vendor), state: stateOf(await begin()) })).status).toBe(409);
    const paused = await sync.call('POST', `/internal/shops/${shopId}/pause`);
    expect(paused).toMatchObject({ status: 409, body: { code: 'shop/disconnected' } });
  });
});

describe('two merchants’ consents to one shop', () => {
  it('that come back at the same moment connect it to one tenant', async () => {
    const vendor = '3100000080';
    const ways = await Promise.all(
      [TENANT, OTHER].map(async (tenant) => ({
        state: stateOf(await begin('店', tenant)),
        code: await sim.consent(vendor),
      })),
    );
    const answers = await Promise.all(ways.map(back));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const held = await Promise.all([TENANT, OTHER].map((tenant) => shown(vendor, tenant)));
    expect(held.filter((shop) => shop !== undefined)).toHaveLength(1);
  });
});

describe('a shop that is paused', () => {
  it('is not polled until it is resumed, and then from where it stopped', async () => {
    const vendor = '3100000079';
    const shopId = await connected(vendor);
    const become = (verb: string) => sync.call('POST', `/internal/shops/${shopId}/${verb}`);
    expect((await become('pause')).body).toEqual({ shopId, state: 'paused' });
    // A turn that had begun may still read it.
    for (const poll of ['orders.poll', 'after-sales.poll']) await sync.service.app.get(Timers).runNow(poll);
    const lines = [{ skuCode: 'TEE-WHITE-M', quantity: 1, priceFen: 5_990 }];
    const [orderId = ''] = await sim.orders(vendor, [{ lines }]);
    await advance(HOUR);
    const [before, other] = [await shown(vendor), await connected(SHOP)];
    await waitUntil(async () => {
      const polled = (await shops()).find((shop) => shop.shopId === other) as
        { lagSeconds?: number } | undefined;
      return (polled?.lagSeconds ?? HOUR) < 120 ? undefined : 'the other shop to be polled';
    }, 15_000);
    expect(sync.service.published('OrderImported').map(({ data }) => data)).not.toContainEqual(
      expect.objectContaining({ platformOrderId: orderId }),
    );
    expect(await shown(vendor)).toMatchObject({
      polledUntil: (before as unknown as { polledUntil: string }).polledUntil,
    });
    expect((await become('resume')).body).toEqual({ shopId, state: 'active' });
    await sync.orderOf(orderId);
    expect(
      (await sync.call('POST', `/internal/shops/${shopId}/pause`, undefined, { tenant: OTHER })).status,
    ).toBe(404);
  });
});

describe('a consent that ends', () => {
  it('is told of once before it does, once when it is lost, and once when the merchant has agreed again', async () => {
    const shopId = await connected(SHOP);
    await sync.service.caughtUp();
    const count = (name: string) => sync.service.published(name, shopId).length;
    const before = count('ShopAuthorised');
    await inRow(
      shopId,
      `refresh_expires_at = now() + interval '2 days', authorised_at = now() - interval '178 days'`,
    );
    const [ending] = await sync.published('ShopAuthorisationEnding', shopId, 1);
    expect(ending).toMatchObject({ platform: 'kuaishou', vendorShopId: SHOP, endsAt: expect.any(String) });
    expect(await shown(SHOP)).toMatchObject({ state: 'active', token: { state: 'ending' } });
    await sim.control('POST', '/tokens/revoke', { shopId: SHOP });
    await advance(2 * MINUTE);
    const [lost] = await sync.published('ShopAuthorisationLost', shopId, 1);
    expect(lost).toMatchObject({ reason: 'refused' });
    await waitUntil(async () =>
      (await shown(SHOP))?.token['state'] === 'lost' ? undefined : 'the loss to show',
    );
    expect(await shown(SHOP)).toMatchObject({
      state: 'needs_reauthorisation',
      failing: { times: expect.any(Number), kind: 'auth_expired', reason: expect.any(String) },
    });
    await connected(SHOP);
    await sync.published('ShopAuthorised', shopId, before + 1);
    expect(await shown(SHOP)).toMatchObject({ state: 'active', token: { state: 'authorised' } });
    await sync.service.caughtUp();
    expect([
      count('ShopAuthorisationEnding'),
      count('ShopAuthorisationLost'),
      count('ShopAuthorised'),
    ]).toEqual([1, 1, before + 1]);
  }, 60_000);
});
