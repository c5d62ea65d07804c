import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { anAlertRaised } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { GatewayUnderTest, type Method } from './support/gateway.js';
import { json, StandInOwners } from './support/owners.js';

describe('shops and applications at the gateway', () => {
  let owner: StandInOwners;
  let gateway: GatewayUnderTest;
  const id = newId();

  beforeAll(async () => {
    owner = await StandInOwners.start();
    gateway = await GatewayUnderTest.start({ ORDER_SYNC_URL: owner.url });
    await gateway.openTenant();
  });
  afterEach(() => {
    owner.heard.length = 0;
    owner.answer = (_heard, response) => response.end('{}');
  });
  afterAll(async () => {
    await gateway.service.stop();
    owner.stop();
  });

  const application = { platform: 'kuaishou', name: 'a', credentials: { appSecret: 'the-secret' } };

  it.each<[Method, string, object | undefined]>([
    ['GET', '/platforms', undefined],
    ['GET', '/platform-applications', undefined],
    ['POST', '/platform-applications', application],
    ['POST', `/platform-applications/${id}/credentials`, { credentials: { appSecret: 'the-secret' } }],
    ['PUT', `/platform-applications/${id}/settings`, { settings: { mode: null } }],
    ['GET', '/shops', undefined],
    ['POST', '/shops', { platform: 'douyin', vendorShopId: '1', name: 'x' }],
    ['POST', '/shops/authorisations', { platform: 'kuaishou', name: 'x' }],
    ['POST', `/shops/${id}/pause`, undefined],
    ['POST', `/shops/${id}/resume`, undefined],
    ['POST', `/shops/${id}/disconnect`, undefined],
  ])('go to order-sync as they are: %s %s', async (method, path, body) => {
    owner.answer = (_heard, response) => {
      json(response, 422, { code: 'said/by-the-owner' });
    };
    const answer = await gateway.call(method, `/v1${path}`, gateway.adminKey(), body);
    expect(answer).toMatchObject({ status: 422, body: { code: 'said/by-the-owner' } });
    expect(owner.heard.map((heard) => [heard.method, heard.url])).toEqual([[method, `/internal${path}`]]);
    if (body) expect(owner.bodies(`/internal${path}`)).toEqual([body]);
  });

  it('are closed to a key without the right, and to an id that is none', async () => {
    const { key } = await gateway.issueKey({ role: 'support' });
    for (const path of ['/platforms', '/platform-applications', '/shops'])
      expect((await gateway.call('GET', `/v1${path}`, key)).status).toBe(403);
    expect((await gateway.call('POST', '/v1/shops/no-id/pause', gateway.adminKey())).status).toBe(404);
    expect(owner.heard).toEqual([]);
  });

  it('leave a record of every change before it is passed on, without what was changed', async () => {
    const admin = gateway.adminKey();
    await gateway.call('POST', '/v1/platform-applications', admin, application);
    await gateway.call('POST', `/v1/platform-applications/${id}/credentials`, admin, application);
    await gateway.call('PUT', `/v1/platform-applications/${id}/settings`, admin, { settings: {} });
    for (const verb of ['pause', 'resume', 'disconnect'])
      await gateway.call('POST', `/v1/shops/${id}/${verb}`, admin);
    const rows = await gateway.service.app.get(DataSource).transaction(async (tx) => {
      await tx.query(`SELECT set_config('cartrail.tenants', 'demo01', true)`);
      return tx.query<{ action: string }[]>(
        `SELECT * FROM audit WHERE action LIKE 'platform-%' OR action LIKE 'shop.%' ORDER BY id`,
      );
    });
    expect(rows.slice(-6).map(({ action }) => action)).toEqual([
      'platform-application.added',
      'platform-application.rotated',
      'platform-application.settled',
      'shop.paused',
      'shop.resumed',
      'shop.disconnected',
    ]);
    expect(JSON.stringify(rows)).not.toContain('the-secret');
  });

  it('are named by an alert about them, which belongs to no case', async () => {
    const about = { waybillId: undefined, number: undefined, carrier: undefined, orderIds: [] };
    const shopId = newId();
    await gateway.service.given(anAlertRaised({ ...about, detector: 'SHOP_AUTHORISATION_LOST', shopId }));
    const listed = await gateway.get('/v1/alerts?detector=SHOP_AUTHORISATION_LOST', gateway.adminKey());
    expect(listed.body).toMatchObject({
      data: [{ detector: 'SHOP_AUTHORISATION_LOST', shopId, orderIds: [] }],
    });
  });
});
