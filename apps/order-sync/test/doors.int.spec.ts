import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withTenants } from '@cartrail/messaging';
import { waitUntil } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { anOrder, aPush } from './fake-douyin.js';
import { OrderSyncUnderTest, TENANT } from './start.js';

describe('the doors of order-sync', () => {
  let sync: OrderSyncUnderTest;
  let shopId: string;

  beforeAll(async () => {
    sync = await OrderSyncUnderTest.start();
    shopId = await sync.connectShop();
  }, 60_000);

  afterAll(() => sync.stop());

  const rows = (sql: string) => sync.service.app.get(DataSource).query<Record<string, unknown>[]>(sql);

  it('refuses a push without proof in the platform’s own form, and keeps nothing of it', async () => {
    const { body, headers } = aPush([{ tag: '100', msgId: 'd1', orderId: '4714323456789012345' }]);
    const refused = await sync.push({ body, headers: { ...headers, 'event-sign': '0'.repeat(32) } });
    expect([refused.status, refused.body]).toEqual([401, { code: 40003, msg: 'event-sign invalid' }]);
    expect((await sync.push({ body, headers: { ...headers, 'app-id': '1' } })).status).toBe(401);
    expect(await rows(`SELECT id FROM ingress WHERE dedupe_key = 'd1'`)).toEqual([]);
  });

  it('answers the probe of a saved URL without keeping it', async () => {
    const probe = aPush([{ tag: '0', msgId: '0', orderId: '0' }]);
    expect((await sync.push(probe)).body).toEqual({ code: 0, msg: 'success' });
    expect(await rows(`SELECT id FROM ingress WHERE dedupe_key = '0'`)).toEqual([]);
  });

  it('keeps an unknown tag and counts it, and parks the push of a shop nobody connected', async () => {
    const id = '4714323456789012345';
    sync.douyin.orders.set(id, anOrder({ id, at: sync.nowSeconds }));
    await sync.push(aPush([{ tag: '999', msgId: 'd3', orderId: id }]));
    await sync.push(aPush([{ tag: '100', msgId: 'd4', orderId: id, shopId: '777' }]));
    await sync.orderOf(id);
    await waitUntil(async () =>
      (await rows(`SELECT id FROM ingress WHERE state = 'parked'`)).length === 1
        ? undefined
        : 'the parked push',
    );
    expect(
      await rows(`SELECT reason FROM ingress WHERE dedupe_key IN ('d3', 'd4') ORDER BY dedupe_key`),
    ).toEqual([{ reason: null }, { reason: 'shop not connected' }]);
    const dataSource = sync.service.app.get(DataSource);
    const unmapped = await dataSource.transaction(async (tx) => {
      await tx.query(`SELECT set_config('cartrail.tenants', $1, true)`, [TENANT]);
      return tx.query<object[]>('SELECT what, value, count FROM unmapped_value');
    });
    expect(unmapped).toEqual([{ what: 'push-tag', value: '999', count: '1' }]);
  });

  it('connects a shop once for one key, again under the same id, and never for a second tenant', async () => {
    const shop = { platform: 'douyin', vendorShopId: '1000000002', name: '二店' };
    const first = await sync.call('POST', '/internal/shops', shop, { key: 'k-1' });
    expect(first.body).toMatchObject({
      vendorShopId: '1000000002',
      pushPath: '/callbacks/douyin/app',
      connectionId: 'app',
    });
    expect((await sync.call('POST', '/internal/shops', shop, { key: 'k-1' })).body).toEqual(first.body);
    expect((await sync.call('POST', '/internal/shops', { ...shop, name: '新名' })).body).toMatchObject({
      shopId: (first.body as { shopId: string }).shopId,
    });
    const other = await sync.call('POST', '/internal/shops', shop, { tenant: 'tenant02' });
    expect([other.status, (other.body as { code: string }).code]).toEqual([409, 'shop/connected-elsewhere']);
  });

  it('connects a shop once, however many ask for it at the same moment', async () => {
    const shop = { platform: 'douyin', vendorShopId: '1000000003', name: '三店' };
    const connect = (tenant?: string) => sync.call('POST', '/internal/shops', shop, { tenant });
    const answers = await Promise.all([connect(), connect(), connect(), connect()]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => (body as { shopId: string }).shopId)).size).toBe(1);

    const rivals = { ...shop, vendorShopId: '1000000004' };
    const tenants = ['tenant01', 'tenant02', 'tenant03', 'tenant04'];
    const race = await Promise.all(
      tenants.map((tenant) => sync.call('POST', '/internal/shops', rivals, { tenant })),
    );
    expect(race.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const shops = await withTenants(sync.service.app.get(DataSource), tenants, (tx) =>
      tx.query<unknown[]>(`SELECT 1 FROM shop WHERE vendor_shop_id = '1000000004'`),
    );
    expect(shops).toHaveLength(1);
  });

  it('polls a shop again once its tokens could be renewed after all', async () => {
    const dataSource = sync.service.app.get(DataSource);
    await withTenants(dataSource, [TENANT], (tx) =>
      tx.query(`UPDATE shop SET state = 'needs_reauthorisation' WHERE id = $1`, [shopId]),
    );
    sync.douyin.expireTokens();
    const id = '4714323456789012888';
    sync.douyin.orders.set(id, anOrder({ id, at: sync.nowSeconds }));
    await sync.push(aPush([{ tag: '100', msgId: 'd8', orderId: id }]));
    await sync.orderOf(id);
    const { items } = (await sync.call('GET', '/internal/shops')).body as { items: object[] };
    expect(items).toContainEqual(expect.objectContaining({ shopId, state: 'active' }));
  });

  it('does not connect a shop the platform gives no access to', async () => {
    const answer = await sync.call('POST', '/internal/shops', {
      platform: 'douyin',
      vendorShopId: '404',
      name: 'x',
    });
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([422, 'shop/not-authorised']);
  });

  it('names the field that is wrong', async () => {
    const answer = await sync.call('POST', '/internal/shops', {
      platform: 'douyin',
      vendorShopId: '1',
      name: 'x',
      extra: 1,
    });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain('extra');
  });

  it('takes the name a merchant gave an address where the platform numbers none', async () => {
    const body = { regionCode: '330100', platformAddressIds: { youzan: 'HZ-1', douyin: '77' } };
    expect((await sync.call('PUT', '/internal/warehouses/HZ8', body)).status).toBe(200);
  });

  it.each([
    ['a number, which came rounded', '{"douyin":4714323456789012345}'],
    ['no id of the platform', '{"douyin":"HZ-1"}'],
    ['no ids at all', '{}'],
    ['a list', '["1"]'],
  ])('takes no warehouse whose address at the platform is %s', async (_, ids) => {
    const body = { regionCode: '330100', platformAddressIds: JSON.parse(ids) as object };
    const answer = await sync.call('PUT', '/internal/warehouses/HZ9', body);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/platformAddressIds' }] } });
  });

  it('knows a key again however it is written, and refuses one that is none', async () => {
    const warehouse = (regionCode: string, key: string) =>
      sync.call('PUT', '/internal/warehouses/HZ8', { regionCode }, { key });
    const first = await warehouse('330100', 'k-8');
    expect(await warehouse('330100', '"k-8"')).toMatchObject({ status: 200, body: first.body });
    expect((await warehouse('440100', '"k-8"')).body).toMatchObject({ code: 'idempotency/other-request' });
    expect((await warehouse('330100', 'k'.repeat(256))).body).toMatchObject({
      code: 'idempotency/key-malformed',
    });
  });

  it('tells a platform’s no to a receiver as one that need not be asked again', async () => {
    const id = '4714323456789012778';
    sync.douyin.orders.set(id, anOrder({ id, at: sync.nowSeconds, detail: 'refused' }));
    await sync.push(aPush([{ tag: '100', msgId: 'receiver-2', orderId: id }]));
    const url = `/internal/orders/${await sync.orderOf(id)}/receiver-disclosure`;
    const refused = await sync.call('POST', url, { reason: 'the parcel came back' });
    expect([refused.status, refused.body]).toMatchObject([422, { code: 'disclosure/platform-refused' }]);
    expect(refused.headers['retry-after']).toBeUndefined();
  });

  it('shows a receiver once per key, with a reason, on record, and not to another tenant', async () => {
    const id = '4714323456789012777';
    sync.douyin.orders.set(id, anOrder({ id, at: sync.nowSeconds }));
    await sync.push(aPush([{ tag: '100', msgId: 'd7', orderId: id }]));
    const url = `/internal/orders/${await sync.orderOf(id)}/receiver-disclosure`;
    expect((await sync.call('POST', url, {})).status).toBe(400);
    const shown = await sync.call('POST', url, { reason: 'buyer asked to call back' }, { key: 'see-1' });
    expect(shown.body).toMatchObject({
      receiver: { name: '张三', phone: '18400913965-7576', address: '1 号', area: '浙江省杭州市西湖区' },
    });
    expect((await sync.call('POST', url, { reason: 'again' }, { key: '"see-1"' })).status).toBe(409);
    expect((await sync.call('POST', url, { reason: 'not mine' }, { tenant: 'tenant02' })).status).toBe(404);
    const dataSource = sync.service.app.get(DataSource);
    await dataSource.transaction(async (tx) => {
      await tx.query(`SELECT set_config('cartrail.tenants', $1, true)`, [TENANT]);
      const audit = await tx.query<{ reason: string }[]>(
        'SELECT actor, step, reason FROM disclosure_audit ORDER BY id',
      );
      expect(audit.filter(({ reason }) => reason === 'buyer asked to call back')).toEqual([
        { actor: 'member-1', step: 'asked', reason: 'buyer asked to call back' },
        { actor: 'member-1', step: 'shown', reason: 'buyer asked to call back' },
      ]);
    });
    await expect(rows('DELETE FROM disclosure_audit')).rejects.toThrow('kept as they were written');
    expect(shopId).not.toBe('');
  });
});
