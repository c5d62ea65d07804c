import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOUR } from '@cartrail/kernel';
import { withTenants } from '@cartrail/messaging';
import { waitUntil, type HttpAnswer } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { anOrder } from '../fake-douyin.js';
import { OrderSyncUnderTest, TENANT } from '../start.js';

const APP = { appKey: '7000000000000000077', appSecret: 'an-application-of-ours' };
const URL = '/internal/platform-applications';

interface Application {
  readonly applicationId: string;
  readonly connectionId: string;
  readonly pushPath: string;
}

let sync: OrderSyncUnderTest;
let pushes = 0;
beforeAll(async () => {
  sync = await OrderSyncUnderTest.start({ PLATFORM_ANY_HOST: true });
}, 60_000);
afterAll(() => sync.stop());

const add = (more: object = {}, options = {}): Promise<HttpAnswer> => {
  const hosts = { api: sync.douyin.baseUrl };
  const body = { platform: 'douyin', name: '自用应用', credentials: APP, hosts, ...more };
  return sync.call('POST', URL, body, options);
};
const added = async (more: object = {}): Promise<Application> => (await add(more)).body as Application;
const pointers = ({ body }: HttpAnswer) =>
  (body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);

/** As Douyin signs it with these credentials. */
function push({ pushPath }: Application, orderId: string, { appKey, appSecret } = APP, shop = '2000000001') {
  pushes += 1;
  const data = `{"p_id":${orderId},"shop_id":${shop}}`;
  const body = Buffer.from(JSON.stringify([{ tag: '100', msg_id: `own-${pushes}`, data }]));
  const sign = createHash('md5').update(appKey).update(body).update(appSecret).digest('hex');
  const headers = { 'content-type': 'application/json', 'app-id': appKey, 'event-sign': sign };
  return sync.service.http({ method: 'POST', url: pushPath, headers, body });
}

describe('the platforms', () => {
  it('say what they can do, what they cannot and why, and what an application needs', async () => {
    const { items } = (await sync.call('GET', '/internal/platforms')).body as { items: { id: string }[] };
    expect(items.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['douyin', 'kuaishou', 'wechat', 'youzan', 'weimob', 'taobao', 'xiaohongshu']),
    );
    expect(items.find(({ id }) => id === 'kuaishou')).toMatchObject({
      names: { zh: '快手小店', en: 'Kuaishou shop' },
      credentials: expect.arrayContaining([expect.objectContaining({ name: 'messageSecret' })]),
      settings: expect.arrayContaining([expect.objectContaining({ name: 'callsPerSecond' })]),
      features: expect.arrayContaining(['authorise-code']),
      notSupported: { 'authorise-self': expect.any(String) },
      limits: { callsPerSecond: 100 },
    });
  });
});

describe('an application of a tenant', () => {
  it('is added once for one key, says where it is pushed to, and never shows its secret again', async () => {
    const first = await add({}, { key: 'app-1' });
    expect(first).toMatchObject({
      status: 201,
      body: { platform: 'douyin', name: '自用应用', settings: {} },
    });
    const { applicationId, connectionId, pushPath } = first.body as Application;
    expect(connectionId.startsWith(`${TENANT}-`)).toBe(true);
    expect(pushPath).toBe(`/callbacks/douyin/${connectionId}`);
    expect((await add({}, { key: 'app-1' })).body).toEqual(first.body);
    const listed = await sync.call('GET', URL);
    expect(listed.body).toMatchObject({ items: expect.arrayContaining([first.body]) });
    expect(first.text + listed.text).not.toContain(APP.appSecret);
    const rows = await withTenants(sync.service.app.get(DataSource), [TENANT], (tx) =>
      tx.query<object[]>('SELECT * FROM platform_application WHERE id = $1', [applicationId]),
    );
    expect(JSON.stringify(rows)).not.toContain(APP.appSecret);
    expect((await sync.call('GET', URL, undefined, { tenant: 'tenant02' })).body).toEqual({ items: [] });
  });

  it.each<[string, object, string[]]>([
    [
      'credentials',
      { credentials: { appKey: 'x1', appSecret: '' } },
      ['/credentials/appKey', '/credentials/appSecret'],
    ],
    ['a name nobody knows', { credentials: { ...APP, token: 't' } }, ['/credentials/token']],
    ['a setting', { settings: { secondConsent: 'perhaps' } }, ['/settings/secondConsent']],
    ['a host', { hosts: { push: 'https://x.example' } }, ['/hosts/push']],
    ['a platform', { platform: 'elsewhere' }, ['/platform']],
  ])('is refused by the field that is wrong: %s', async (_, more, fields) => {
    const answer = await add(more);
    expect([answer.status, pointers(answer)]).toEqual([400, fields]);
    expect(answer.text).not.toContain('an-application-of-ours');
  });

  it('has settings that are merged, taken back with null, and checked like new ones', async () => {
    const { applicationId } = await added({ settings: { reasonCodes: '1:quality' } });
    const url = `${URL}/${applicationId}/settings`;
    const settled = await sync.call('PUT', url, { settings: { secondConsent: 'true', callsPerSecond: '5' } });
    const all = { reasonCodes: '1:quality', secondConsent: 'true', callsPerSecond: '5' };
    expect(settled).toMatchObject({ status: 200, body: { settings: all } });
    const back = await sync.call('PUT', url, { settings: { callsPerSecond: null } });
    expect((back.body as { settings: object }).settings).toEqual({
      reasonCodes: '1:quality',
      secondConsent: 'true',
    });
    expect(pointers(await sync.call('PUT', url, { settings: { mode: 'x' } }))).toEqual(['/settings/mode']);
    expect((await sync.call('PUT', url, { settings: {} }, { tenant: 'tenant02' })).status).toBe(404);
  });
});

describe('a shop of a tenant’s own application', () => {
  let own: Application;
  beforeAll(async () => {
    own = await added();
    const shop = {
      platform: 'douyin',
      applicationId: own.applicationId,
      vendorShopId: '2000000001',
      name: '店',
    };
    const connected = await sync.call('POST', '/internal/shops', shop);
    expect(connected).toMatchObject({
      status: 201,
      body: { connectionId: own.connectionId, pushPath: own.pushPath },
    });
  });

  const bought = (id: string): string => {
    sync.douyin.orders.set(id, anOrder({ id, at: sync.nowSeconds }));
    return id;
  };

  it('is heard through the application’s own push path, and its last push and answer are shown', async () => {
    const orderId = bought('4714323456789017001');
    expect((await push(own, orderId)).status).toBe(200);
    await sync.orderOf(orderId);
    const { items } = (await sync.call('GET', '/internal/shops')).body as { items: object[] };
    expect(items).toContainEqual(
      expect.objectContaining({
        applicationId: own.applicationId,
        state: 'active',
        token: { state: 'authorised', expiresAt: expect.any(String) },
        lastPushAt: expect.any(String),
        lastAnswerAt: expect.any(String),
        waiting: expect.any(Number),
        polledUntil: expect.any(String),
        lagSeconds: expect.any(Number),
      }),
    );
  });

  it('is refused through an application that is not there, another platform’s or another tenant’s', async () => {
    const shop = { platform: 'douyin', vendorShopId: '2000000009', name: '店' };
    const through = (applicationId: string, more = {}) =>
      sync.call('POST', '/internal/shops', { ...shop, applicationId, ...more });
    expect((await through('0192f0c1-2b3c-7d4e-8f50-617283940506')).status).toBe(404);
    expect((await through(own.applicationId, { platform: 'youzan' })).status).toBe(404);
    const others = await sync.call(
      'POST',
      '/internal/shops',
      { ...shop, applicationId: own.applicationId },
      { tenant: 'tenant02' },
    );
    expect(others).toMatchObject({ status: 404, body: { code: 'platform-application/not-found' } });
  });

  it('says which platform needs an application, and which a merchant', async () => {
    const kuaishou = { platform: 'kuaishou', vendorShopId: 'a:b_c@d.e-1', name: '店' };
    expect((await sync.call('POST', '/internal/shops', kuaishou)).body).toMatchObject({
      code: 'shop/no-application',
    });
    const messageSecret = Buffer.alloc(32, 5).toString('base64');
    const credentials = { appKey: 'ks6', appSecret: 's', signSecret: 's', messageSecret };
    const { applicationId } = await added({ platform: 'kuaishou', credentials, hosts: {} });
    const answer = await sync.call('POST', '/internal/shops', { ...kuaishou, applicationId });
    expect(answer).toMatchObject({ status: 422, body: { code: 'shop/needs-consent' } });
    const odd = await sync.call('POST', '/internal/shops', { ...kuaishou, vendorShopId: 'a b' });
    expect([odd.status, pointers(odd)]).toEqual([400, ['/vendorShopId']]);
  });

  it('loses no push to a rotation: old and new ones are proved for the overlap, and only new ones after it', async () => {
    const mine = await added();
    const shop = { platform: 'douyin', vendorShopId: '2000000002', name: '店' };
    await sync.call('POST', '/internal/shops', { ...shop, applicationId: mine.applicationId });
    const renewed = { ...APP, appSecret: 'the-next-secret' };
    const url = `${URL}/${mine.applicationId}/credentials`;
    const rotation = { credentials: renewed, overlapHours: 2 };
    const sent = Array.from({ length: 12 }, (_, nr) => push(mine, bought(`47143234567890172${10 + nr}`)));
    const rotated = await sync.call('POST', url, rotation);
    expect(rotated).toMatchObject({ status: 200, body: { formerUntil: expect.any(String) } });
    const after = [APP, renewed].map((by) => push(mine, bought('4714323456789017301'), by));
    expect((await Promise.all([...sent, ...after])).map(({ status }) => status)).toEqual(Array(14).fill(200));
    const again = await sync.call('POST', url, { credentials: { ...renewed }, overlapHours: 9 });
    expect(again.body).toEqual(rotated.body);
    sync.service.clock.advance(2 * HOUR);
    // What is known of an application is up to two seconds old.
    await waitUntil(async () => {
      const { status } = await push(mine, bought('4714323456789017302'), APP);
      return status === 401 ? undefined : 'the former credentials to be refused';
    });
    expect((await push(mine, bought('4714323456789017303'), renewed)).status).toBe(200);
    expect(rotated.text).not.toContain('secret');
  });

  it('is asked no more often in a day than its application may be, and shows how much is left', async () => {
    const few = await added({ settings: { callsPerDay: '3' } });
    const vendorShopId = '2000000003';
    const shop = { platform: 'douyin', vendorShopId, name: '店', applicationId: few.applicationId };
    await sync.call('POST', '/internal/shops', shop);
    sync.service.clock.advance(2 * HOUR);
    const held = async () => {
      const { items } = (await sync.call('GET', '/internal/shops')).body as {
        items: { vendorShopId: string; failing?: { kind: string }; quota?: { left: number } }[];
      };
      return items.find((each) => each.vendorShopId === vendorShopId);
    };
    for (const id of ['4714323456789017401', '4714323456789017402', '4714323456789017403'])
      await push(few, bought(id), APP, vendorShopId);
    await waitUntil(async () =>
      (await held())?.failing?.kind === 'throttled' ? undefined : 'a call to be held back',
    );
    expect(await held()).toMatchObject({ quota: { callsPerDay: 3, left: 0 } });
  });

  it('is not opened by credentials that lack a field, nor another tenant’s rotation', async () => {
    const url = `${URL}/${own.applicationId}/credentials`;
    const less = await sync.call('POST', url, { credentials: { appKey: '1' } });
    expect([less.status, pointers(less)]).toEqual([400, ['/credentials/appSecret']]);
    const other = await sync.call('POST', url, { credentials: APP }, { tenant: 'tenant02' });
    expect(other.status).toBe(404);
  });
});

describe('an installation that has not allowed other hosts', () => {
  it('refuses an application one that is not public or not encrypted, by its field', async () => {
    const strict = await OrderSyncUnderTest.start();
    try {
      for (const api of ['http://api.example.com', 'https://10.0.0.7', 'https://db.internal']) {
        const body = { platform: 'douyin', name: 'x', credentials: APP, hosts: { api } };
        const answer = await strict.call('POST', URL, body);
        expect([answer.status, pointers(answer)]).toEqual([400, ['/hosts/api']]);
      }
    } finally {
      await strict.stop();
    }
  }, 60_000);
});
