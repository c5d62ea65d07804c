import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY, newId, toIso, toShortId } from '@cartrail/kernel';
import { aTenantOpened, TENANT, type TestService } from '@cartrail/testing';
import { FakeKuaidi100 } from './fake-kuaidi100.js';
import {
  agree,
  asked,
  bought,
  call,
  equip,
  names,
  returnOf,
  startReturns,
  WAREHOUSE,
} from './returns-service.js';

/** A tenant whose accounts are nobody else's here. */
const ELSEWHERE = 'other01';

describe('the tenant’s own rules', () => {
  let kuaidi100: FakeKuaidi100;
  let service: TestService;

  beforeAll(async () => {
    kuaidi100 = await FakeKuaidi100.start();
    service = await startReturns(kuaidi100);
    await service.given(aTenantOpened(), aTenantOpened({}, { tenantId: ELSEWHERE }));
  });
  afterAll(async () => {
    await service.stop();
    kuaidi100.stop();
  });

  const request = async (deliveredAgo: number) => {
    const order = await bought(service, { deliveredAgo });
    const lines = [{ lineId: order.lines[0]?.lineId, quantity: 1 }];
    return call(service, 'POST', '/internal/returns', { orderId: order.orderId, lines, reason: 'no_reason' });
  };

  it('widen the buyer’s time from the moment they are set on, and are never narrower than the law', async () => {
    expect((await request(12 * DAY)).status).toBe(409);
    const narrow = await call(service, 'PUT', '/internal/return-policies/APPAREL', { windowDays: 3 });
    expect(narrow).toMatchObject({
      status: 422,
      body: { code: 'return-policy/narrows-rights', errors: [{ pointer: '/windowDays' }] },
    });
    const past = await call(service, 'PUT', '/internal/return-policies/APPAREL', {
      windowDays: 30,
      effectiveFrom: toIso(service.clock.now() - DAY),
    });
    expect(past).toMatchObject({ status: 422, body: { code: 'return-policy/backdated' } });
    expect((await call(service, 'PUT', '/internal/return-policies/NOTHING', { windowDays: 30 })).status).toBe(
      422,
    );
    const wide = { windowDays: 30, freeReturns: true };
    expect((await call(service, 'PUT', '/internal/return-policies/APPAREL', wide)).status).toBe(200);
    service.clock.advance(1_000);
    expect(await request(12 * DAY)).toMatchObject({ status: 201, body: { freightPayer: 'merchant' } });
    const shown = await call(service, 'GET', '/internal/return-policies');
    const { policies } = shown.body as { policies: { category: string; windowDays: number }[] };
    expect(policies.find(({ category }) => category === 'APPAREL')).toMatchObject({
      windowDays: 30,
      freeReturns: true,
    });
  });

  it('price a carrier by the tenant’s own card, and refuse a carrier nobody knows', async () => {
    const card = {
      stepGrams: 1_000,
      divisor: 8_000,
      zones: { Z2: { firstFen: 400, nextFen: 100 } },
    };
    expect((await call(service, 'PUT', '/internal/rate-cards/NOPE', card)).status).toBe(404);
    expect(await call(service, 'PUT', '/internal/rate-cards/YTO', card)).toMatchObject({
      status: 200,
      body: { carrier: 'YTO', kind: 'CONTRACT' },
    });
    const { body } = await call(service, 'GET', '/internal/rate-cards');
    const own = (body as { rateCards: { carrier: string; own: boolean }[] }).rateCards.filter(
      (each) => each.own,
    );
    expect(own).toMatchObject([{ carrier: 'YTO', zones: { Z2: { firstFen: 400, nextFen: 100 } } }]);
  });

  it('show no carrier while nobody can book one, and say why', async () => {
    const order = await bought(service);
    const returnId = returnOf(service, await asked(service, order, order.lines.slice(0, 1)));
    const nowhere = await call(service, 'GET', `/internal/returns/${returnId}/offers`);
    expect(nowhere).toMatchObject({ status: 409, body: { code: 'return/no-warehouse' } });
    await call(service, 'PUT', '/internal/return-settings', { warehouse: { code: 'HZ1', ...WAREHOUSE } });
    const { body } = await call(service, 'GET', `/internal/returns/${returnId}/offers`);
    const { offers, excluded } = body as { offers: unknown[]; excluded: { why: string[] }[] };
    expect(offers).toEqual([]);
    expect(excluded.some(({ why }) => why.includes('channel-down'))).toBe(true);
    service.clock.advance(11 * 60_000);
    await equip(service);
    const later = await call(service, 'GET', `/internal/returns/${returnId}/offers`);
    expect((later.body as { offers: unknown[] }).offers.length).toBeGreaterThan(0);
  });

  it('approve what is eligible without anybody’s tap, where the tenant wants it so', async () => {
    expect((await call(service, 'PUT', '/internal/return-settings', { autoApprove: true })).status).toBe(200);
    const order = await bought(service);
    const ref = await asked(service, order, order.lines.slice(0, 1));
    const returnId = returnOf(service, ref);
    expect(names(service, returnId)).toEqual(['requested', 'approved']);
    expect(service.published('ReturnApproved', returnId)[0]?.data).toMatchObject({
      by: 'merchant',
      warehouseCode: 'HZ1',
    });
    await agree(service, ref);
    expect(names(service, returnId)).toEqual(['requested', 'approved']);
    await call(service, 'PUT', '/internal/return-settings', { autoApprove: false });
  });

  it('are the whole tenant’s: a key for some of its shops sets none, and an address needs its own scope', async () => {
    const card = { stepGrams: 1_000, divisor: 8_000, zones: {} };
    const writes: [string, object][] = [
      ['return-policies/APPAREL', { windowDays: 90 }],
      ['rate-cards/YTO', card],
      ['return-settings', { autoApprove: true }],
      ['return-warehouses/HZ1', WAREHOUSE],
    ];
    const accountId = newId();
    const account = {
      accountId,
      connectionId: `${TENANT}-${toShortId(accountId)}`,
      provider: 'kuaidi100',
      label: 'main',
      credentials: { key: 'k', secret: 's', salt: '12345678' },
    };
    const part = { shopIds: [newId()] };
    expect(await call(service, 'POST', '/internal/carrier-accounts', account, part)).toMatchObject({
      status: 403,
      body: { code: 'auth/part-of-tenant' },
    });
    for (const [path, body] of writes)
      expect(await call(service, 'PUT', `/internal/${path}`, body, part)).toMatchObject({
        status: 403,
        body: { code: 'auth/part-of-tenant' },
      });
    const settings = { warehouse: { code: 'HZ9', ...WAREHOUSE } };
    const scopes = ['return-policies:write'];
    expect(await call(service, 'PUT', '/internal/return-settings', settings, { scopes })).toMatchObject({
      status: 403,
      body: { code: 'auth/forbidden' },
    });
    expect((await call(service, 'PUT', '/internal/return-settings', {}, { scopes })).status).toBe(200);
  });

  it.each(['2027-01-01T00:00:00z', '2027-01-01T00:00:60Z', '2027-02-30', 'tomorrow'])(
    'are refused where they begin at no moment there is: %s',
    async (effectiveFrom) => {
      const wanted = { windowDays: 30, effectiveFrom };
      expect(await call(service, 'PUT', '/internal/return-policies/APPAREL', wanted)).toMatchObject({
        status: 400,
        body: { code: 'request/invalid', errors: [{ pointer: '/effectiveFrom' }] },
      });
    },
  );

  it('take an account whose settings are whole, name what is not, and never of another tenant', async () => {
    const accountId = newId();
    const account = {
      accountId,
      connectionId: `${TENANT}-${toShortId(accountId)}`,
      provider: 'kuaidi100',
      label: 'main',
      credentials: { key: 'k', secret: 's' },
    };
    const wrong = await call(service, 'POST', '/internal/carrier-accounts', account);
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ pointer: '/credentials/salt' }] } });
    const foreign = {
      ...account,
      connectionId: `other01-${toShortId(accountId)}`,
      credentials: { key: 'k', secret: 's', salt: '12345678' },
    };
    expect(await call(service, 'POST', '/internal/carrier-accounts', foreign)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/connectionId' }] },
    });
  });

  it('take accounts of whoever sends couriers, name those to who asks for another, and none that cannot order', async () => {
    const connect = (provider: string, credentials: object) => {
      const accountId = newId();
      const connectionId = `${ELSEWHERE}-${toShortId(accountId)}`;
      const account = { accountId, connectionId, provider, label: 'main', credentials };
      return call(service, 'POST', '/internal/carrier-accounts', account, { tenantId: ELSEWHERE });
    };
    const jt = { apiAccount: '1', privateKey: 'test-key' };
    const orders = { customerCode: 'J0000000001', customerPassword: 'test-password' };
    expect((await connect('jt', { ...jt, ...orders })).status).toBe(201);
    const mute = await connect('jt', jt);
    expect(mute).toMatchObject({ status: 400, body: { code: 'request/invalid' } });
    expect(mute.text).toContain('no customer code');
    const unable = await connect('yunda', {});
    expect(unable).toMatchObject({ status: 400, body: { errors: [{ pointer: '/provider' }] } });
    for (const provider of 'kuaidi100 sf zto yto sto jt jdl ems deppon'.split(' '))
      expect(unable.text).toContain(provider);
    expect(unable.text).not.toContain('yunda');
  });
});
