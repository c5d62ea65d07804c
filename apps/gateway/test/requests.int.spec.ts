import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { anAlertRaised, anOrderImported, type HttpRequest } from '@cartrail/testing';
import { aWholeReturn } from './support/a-return.js';
import { GatewayUnderTest } from './support/gateway.js';
import { StandInOwners } from './support/owners.js';

const FORM = { 'content-type': 'multipart/form-data; boundary=b' };
const form = Buffer.from('--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--b--\r\n');

describe('a request that cannot be right', () => {
  let owners: StandInOwners;
  let gateway: GatewayUnderTest;
  const { orderId, returnId, sources } = aWholeReturn();

  beforeAll(async () => {
    owners = await StandInOwners.start();
    const { url } = owners;
    const urls = {
      RETURNS_URL: url,
      ESIGN_URL: url,
      ORDER_SYNC_URL: url,
      TRACKING_URL: url,
      NOTIFY_URL: url,
    };
    gateway = await GatewayUnderTest.start(urls);
    await gateway.openTenant();
    const orderIds = [orderId];
    const alerts = [1, 2].map(() => anAlertRaised({ waybillId: newId(), orderIds }));
    await gateway.service.given(
      anOrderImported({ orderId }),
      anOrderImported(),
      ...sources.flat(),
      ...alerts,
    );
  });
  afterAll(async () => {
    await gateway.service.stop();
    owners.stop();
  });

  const ask = ({ headers, ...request }: HttpRequest) =>
    gateway.service.http({
      ...request,
      headers: { authorization: `Bearer ${gateway.adminKey()}`, ...headers },
    });

  it.each([
    ['/v1/returns', '/orderId'],
    [`/v1/returns/${returnId}/confirmation`, '/offerId'],
    ['/v1/carrier-accounts', '/provider'],
    ['/v1/carriers/recognition', '/numbers'],
  ])('names what a missing body lacks: %#', async (url, pointer) => {
    const json = { 'content-type': 'application/json' };
    for (const given of [{}, { body: '[]', headers: json }, { body: '"x"', headers: json }]) {
      const answer = await ask({ method: 'POST', url, ...given });
      expect([answer.status, answer.body]).toMatchObject([
        400,
        { code: 'request/invalid', errors: [{ pointer }] },
      ]);
    }
    expect(owners.heard).toEqual([]);
  });

  it.each(['/v1/sign-offs', `/v1/sign-offs/${returnId}/corrections`])(
    'wants a form where forms are taken: %#',
    async (url) => {
      for (const body of [undefined, { record: '{}' }]) {
        const answer = await ask({ method: 'POST', url, ...(body && { body }) });
        expect([answer.status, answer.body]).toMatchObject([
          415,
          { code: 'request/unsupported-media-type', title: 'Send multipart/form-data' },
        ]);
      }
      expect(owners.heard).toEqual([]);
    },
  );

  it.each([
    ['PUT', '/v1/skus'],
    ['POST', '/v1/returns'],
    ['POST', `/v1/returns/${returnId}/confirmation`],
    ['PUT', '/v1/return-settings'],
    ['POST', '/v1/api-keys'],
  ] as const)('takes no form where JSON is due: %s, %#', async (method, url) => {
    const answer = await ask({ method, url, headers: FORM, body: form });
    expect([answer.status, answer.body]).toMatchObject([
      415,
      { code: 'request/unsupported-media-type', title: 'Send application/json' },
    ]);
    expect(owners.heard).toEqual([]);
  });

  it('takes no cursor of another list', async () => {
    const cursorOf = async (list: string): Promise<string> => {
      const { body } = await ask({ method: 'GET', url: `/v1/${list}?limit=1` });
      return (body as { nextCursor: string }).nextCursor;
    };
    const [ofCases, ofAlerts] = [await cursorOf('cases'), await cursorOf('alerts')];
    for (const [list, own, other] of [
      ['cases', ofCases, ofAlerts],
      ['alerts', ofAlerts, ofCases],
    ] as const) {
      expect((await ask({ method: 'GET', url: `/v1/${list}?cursor=${own}` })).status).toBe(200);
      const refused = await ask({ method: 'GET', url: `/v1/${list}?cursor=${other}` });
      expect([refused.status, refused.body]).toMatchObject([400, { errors: [{ pointer: '?cursor' }] }]);
    }
  });

  it('names the text that no database takes', async () => {
    for (const [list, filter] of [
      ['cases', 'number'],
      ['cases', 'status'],
      ['cases', 'shopId'],
      ['cases', 'platformOrderId'],
      ['alerts', 'detector'],
    ] as const) {
      const answer = await ask({ method: 'GET', url: `/v1/${list}?${filter}=%00` });
      expect([answer.status, answer.body]).toMatchObject([400, { errors: [{ pointer: `/${filter}` }] }]);
    }
    const key = { role: 'support', label: 'desk', shopIds: ['a\0'] };
    expect(await ask({ method: 'POST', url: '/v1/api-keys', body: key })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/shopIds' }] },
    });
    for (const [method, path] of [
      ['DELETE', '/v1/api-keys/%00'],
      ['PUT', '/v1/rate-cards/%00'],
    ] as const) {
      expect((await ask({ method, url: path, ...(method === 'PUT' && { body: {} }) })).status).toBe(404);
    }
  });
});
