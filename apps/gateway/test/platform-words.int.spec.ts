import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { anOrderImported, aShipmentFailed } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { GatewayUnderTest } from './support/gateway.js';
import { json, StandInOwners } from './support/owners.js';

const [orderId, foreignId, afterSaleId] = [newId(), newId(), newId()];
const REFUND = { action: 'agree-refund', amountFen: 9_900 };
const SHIPMENT = { number: 'YT1', carrier: 'YTO' };

describe('what is wanted said to a platform', () => {
  let owners: StandInOwners;
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    owners = await StandInOwners.start();
    gateway = await GatewayUnderTest.start({ ORDER_SYNC_URL: owners.url });
    await gateway.openTenant();
    await gateway.service.given(
      anOrderImported({ orderId, merchantId: 'm-1' }),
      anOrderImported({ orderId: foreignId, merchantId: 'm-2' }),
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

  const post = (path: string, key: string, body: object) => gateway.call('POST', path, key, body);
  const keyOf = async (role: string, more: object = {}): Promise<string> =>
    (await gateway.issueKey({ role, ...more })).key;
  const audited = async (object: string): Promise<string[]> => {
    const rows = await gateway.service.app.get(DataSource).transaction(async (tx) => {
      await tx.query(`SELECT set_config('cartrail.tenants', 'demo01', true)`);
      return tx.query<{ action: string }[]>('SELECT action FROM audit WHERE object = $1 ORDER BY id', [
        object,
      ]);
    });
    return rows.map(({ action }) => action);
  };
  const actions = `/v1/after-sales/${afterSaleId}/actions`;

  it('goes to order-sync as it is, its answer comes back as it is, and who asked is on record', async () => {
    owners.answer = (_heard, response) => {
      json(response, 202, { state: 'asked' });
    };
    const [key, unseen] = [await keyOf('merchant'), newId()];
    const acted = await post(actions, key, REFUND);
    expect([acted.status, acted.body]).toEqual([202, { state: 'asked' }]);
    const shipped = await post(`/v1/orders/${unseen}/shipments`, key, SHIPMENT);
    expect(shipped.status).toBe(202);
    expect(owners.heard.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `POST /internal/after-sales/${afterSaleId}/actions`,
      `POST /internal/orders/${unseen}/shipments`,
    ]);
    expect(owners.bodies(`/internal/after-sales/${afterSaleId}/actions`)).toEqual([REFUND]);
    expect(await audited(afterSaleId)).toEqual(['after-sale.agree-refund']);
    expect(await audited(unseen)).toEqual(['shipment.asked']);
  });

  it('is for merchants and administrators; a number may also come from an integration', async () => {
    for (const role of ['support', 'warehouse', 'integrator']) {
      const key = await keyOf(role);
      expect((await post(actions, key, REFUND)).status).toBe(403);
      expect((await gateway.get(actions, key)).status).toBe(403);
      const shipped = await post(`/v1/orders/${orderId}/shipments`, key, SHIPMENT);
      expect(shipped.status).toBe(role === 'integrator' ? 200 : 403);
    }
    expect((await gateway.get(actions, gateway.adminKey())).status).toBe(200);
  });

  it('of another part of the tenant does not exist, and nothing is on record or passed on', async () => {
    const key = await keyOf('merchant', { merchantIds: ['m-1'] });
    const [own, foreign] = [newId(), newId()];
    owners.answer = ({ url }, response) => {
      json(response, 200, { orderId: url.includes(own) ? orderId : foreignId });
    };
    const path = (id: string) => `/v1/after-sales/${id}/actions`;
    expect((await post(path(own), key, REFUND)).status).toBe(200);
    owners.heard.length = 0;
    expect((await post(path(foreign), key, REFUND)).status).toBe(404);
    expect((await gateway.get(path(foreign), key)).status).toBe(404);
    expect(owners.heard.map(({ method }) => method)).toEqual(['GET', 'GET']);
    for (const id of [foreignId, newId()]) {
      expect((await post(`/v1/orders/${id}/shipments`, key, SHIPMENT)).status).toBe(404);
      expect((await gateway.get(`/v1/orders/${id}/shipments`, key)).status).toBe(404);
    }
    expect([...(await audited(foreign)), ...(await audited(foreignId))]).toEqual([]);
  });

  it('of a case nobody knows is not found, whatever its owner answers', async () => {
    owners.answer = (_heard, response) => {
      json(response, 404, { code: 'after-sale/not-found' });
    };
    const key = await keyOf('merchant', { merchantIds: ['m-1'] });
    const missing = await post(`/v1/after-sales/${newId()}/actions`, key, REFUND);
    expect([missing.status, missing.body]).toMatchObject([404, { code: 'after-sale/not-found' }]);
  });

  it('that failed is shown in the case of its order', async () => {
    const failed = aShipmentFailed({ orderId, number: 'YT1', reason: 'refused', detail: '订单已关闭' });
    await gateway.service.given(failed);
    const { body } = await gateway.get(`/v1/cases/${orderId}`, gateway.adminKey());
    expect(body).toMatchObject({
      shipments: [{ number: 'YT1', status: 'failed', failure: { reason: 'refused' } }],
    });
  });
});
