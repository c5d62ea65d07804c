import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { anOrderImported } from '@cartrail/testing';
import { aWholeReturn } from './support/a-return.js';
import { GatewayUnderTest, type Method } from './support/gateway.js';
import { json, StandInOwners } from './support/owners.js';

const MERCHANT = 'm-1';
const SOME_ID = '0193f0a0-0000-7000-8000-000000000001';

/** What concerns every merchant of a tenant, and a role that has the right to it. */
const TENANT_WIDE: readonly (readonly [Method, string, role: string])[] = [
  ['POST', '/v1/shops', 'integrator'],
  ['GET', '/v1/shops', 'integrator'],
  ['PUT', '/v1/skus', 'merchant'],
  ['PUT', '/v1/warehouses/HZ01', 'merchant'],
  ['PUT', '/v1/alert-thresholds', 'merchant'],
  ['POST', '/v1/carrier-accounts', 'integrator'],
  ['GET', '/v1/carrier-accounts', 'integrator'],
  ['POST', `/v1/carrier-accounts/${SOME_ID}/test`, 'integrator'],
  ['POST', `/v1/carrier-accounts/${SOME_ID}/credentials`, 'integrator'],
  ['GET', '/v1/carrier-accounts/preferences', 'integrator'],
  ['PUT', '/v1/carrier-accounts/preferences', 'integrator'],
  ['PUT', '/v1/return-policies/apparel', 'merchant'],
  ['GET', '/v1/rate-cards', 'merchant'],
  ['PUT', '/v1/rate-cards/YTO', 'merchant'],
  ['PUT', '/v1/return-settings', 'merchant'],
  ['PUT', '/v1/return-warehouses/HZ01', 'merchant'],
  ['GET', '/v1/webhook-endpoints', 'integrator'],
  ['POST', '/v1/webhook-endpoints', 'integrator'],
  ['DELETE', `/v1/webhook-endpoints/${SOME_ID}`, 'integrator'],
  ['POST', `/v1/webhook-endpoints/${SOME_ID}/replay`, 'integrator'],
  ['GET', '/v1/robots', 'integrator'],
  ['POST', '/v1/robots', 'integrator'],
  ['POST', '/v1/sign-offs', 'warehouse'],
  ['POST', `/v1/sign-offs/${SOME_ID}/corrections`, 'warehouse'],
  ['PUT', '/v1/tenant-tree/merchant/m-2', 'admin'],
];

describe('a key for a part of its tenant', () => {
  let owners: StandInOwners;
  let gateway: GatewayUnderTest;
  const [own, foreign] = [aWholeReturn(), aWholeReturn()];

  beforeAll(async () => {
    owners = await StandInOwners.start();
    const { url } = owners;
    gateway = await GatewayUnderTest.start({
      RETURNS_URL: url,
      ESIGN_URL: url,
      ORDER_SYNC_URL: url,
      TRACKING_URL: url,
      NOTIFY_URL: url,
    });
    await gateway.openTenant();
    await gateway.service.given(
      anOrderImported({ orderId: own.orderId, merchantId: MERCHANT }),
      anOrderImported({ orderId: foreign.orderId, merchantId: 'm-2' }),
      ...own.sources.flat(),
      ...foreign.sources.flat(),
    );
  });
  afterEach(() => {
    owners.heard.length = 0;
    owners.answer = (_heard, response) => response.end('{}');
  });
  afterAll(async () => {
    await gateway.service.stop();
    owners.stop();
  });

  const keyOf = async (role: string, more: object = { merchantIds: [MERCHANT] }): Promise<string> =>
    (await gateway.issueKey({ role, ...more })).key;
  const codeOf = ({ body }: { readonly body: unknown }) => (body as { code?: string }).code;
  const answersWith = (body: object): void => {
    owners.answer = (_heard, response) => {
      json(response, 200, body);
    };
  };

  it.each(TENANT_WIDE)(
    'is refused what concerns the whole tenant, by name: %s %s',
    async (method, path, role) => {
      const refused = await gateway.call(method, path, await keyOf(role), {});
      expect([refused.status, refused.body]).toMatchObject([
        403,
        { code: 'auth/part-of-tenant', detail: 'the key is limited by merchantIds' },
      ]);
      expect(owners.heard).toEqual([]);
      expect((await gateway.call(method, path, await keyOf(role, {}), {})).status).not.toBe(403);
    },
  );

  it('asks for no return of an order the case view does not have yet', async () => {
    const [orderId, key] = [newId(), await keyOf('merchant')];
    const refused = await gateway.call('POST', '/v1/returns', key, { orderId });
    expect([refused.status, codeOf(refused)]).toEqual([404, 'order/not-found']);
    expect((await gateway.call('POST', '/v1/returns', key, { orderId: own.orderId })).status).toBe(200);
    expect((await gateway.call('POST', '/v1/returns', gateway.adminKey(), { orderId })).status).toBe(200);
  });

  it('sees a sign-off only where it sees every return in it', async () => {
    const key = await keyOf('merchant');
    const [mine, mixed] = [{ returnIds: [own.returnId] }, { returnIds: [own.returnId, foreign.returnId] }];
    for (const [record, status] of [
      [mine, 200],
      [mixed, 404],
      [{ returnIds: [] }, 404],
    ] as const) {
      answersWith(record);
      expect((await gateway.get(`/v1/sign-offs/${newId()}`, key)).status).toBe(status);
    }
    answersWith({ data: [mine, mixed], nextCursor: null });
    const listed = await gateway.get(`/v1/sign-offs?returnId=${own.returnId}`, key);
    expect(listed.body).toEqual({ data: [mine], nextCursor: null });
  });

  it('sees its own arrivals only, and has to name them', async () => {
    const key = await keyOf('warehouse');
    const all = { data: [{ returnId: own.returnId }, { returnId: foreign.returnId }], nextCursor: null };
    answersWith(all);
    expect((await gateway.get('/v1/arrivals', key)).status).toBe(400);
    const found = await gateway.get('/v1/arrivals?number=YT9900000000021', key);
    expect(found.body).toEqual({ data: [{ returnId: own.returnId }], nextCursor: null });
    expect((await gateway.get('/v1/arrivals', gateway.adminKey())).body).toEqual(all);
  });

  it('issues and revokes keys within its own part only', async () => {
    const key = await keyOf('admin', { merchantIds: [MERCHANT], shopIds: ['s-1', 's-2'] });
    const issue = (limits: object) =>
      gateway.call('POST', '/v1/api-keys', key, { role: 'support', label: 'desk', ...limits });
    for (const [limits, pointers] of [
      [{}, ['/shopIds', '/merchantIds']],
      [{ merchantIds: [MERCHANT] }, ['/shopIds']],
      [{ merchantIds: [MERCHANT, 'm-2'], shopIds: ['s-1'] }, ['/merchantIds']],
    ] as const) {
      const refused = await issue(limits);
      expect([refused.status, refused.body]).toMatchObject([
        403,
        { code: 'key/wider', errors: pointers.map((pointer) => ({ pointer })) },
      ]);
    }
    const issued = await issue({ merchantIds: [MERCHANT], shopIds: ['s-2'], anchorIds: ['a-1'] });
    expect(issued.status).toBe(201);
    const { keyId: wider } = await gateway.issueKey({ role: 'support' });
    expect((await gateway.call('DELETE', `/v1/api-keys/${wider}`, key)).status).toBe(404);
    const { keyId } = issued.body as { keyId: string };
    expect((await gateway.call('DELETE', `/v1/api-keys/${keyId}`, key)).status).toBe(204);
  });
});
