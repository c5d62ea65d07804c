import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { withTenants } from '@cartrail/messaging';
import { TENANT } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { GatewayUnderTest, type Method } from './support/gateway.js';
import { json, StandInOwners } from './support/owners.js';

describe('mappings at the gateway', () => {
  let owner: StandInOwners;
  let gateway: GatewayUnderTest;
  const id = newId();

  beforeAll(async () => {
    owner = await StandInOwners.start();
    gateway = await GatewayUnderTest.start({ ORDER_SYNC_URL: owner.url });
    await gateway.openTenant();
  });
  beforeEach(() => {
    owner.heard.length = 0;
  });
  afterAll(async () => {
    await gateway.service.stop();
    owner.stop();
  });

  const call = (method: Method, path: string, body?: object, key = gateway.adminKey()) =>
    gateway.call(method, `/v1/platform-applications/${id}/mapping${path}`, key, body);
  const said = () =>
    owner.heard.map(({ method, url, body }) => [
      method,
      url.replace(`/internal/platform-applications/${id}/mapping`, ''),
      body.length === 0 ? undefined : (JSON.parse(body.toString('utf8')) as unknown),
    ]);

  it.each<[Method, string, object | undefined]>([
    ['GET', '', undefined],
    ['GET', '/catalogue', undefined],
    ['GET', '/parked', undefined],
    ['GET', '/versions/3', undefined],
    ['PUT', '/draft', { document: { format: 1 } }],
    ['POST', '/preview', { subject: 'order', payload: '{}' }],
    ['POST', '/dry-run', { last: 5 }],
    ['POST', '/publish', { note: 'n' }],
    ['POST', '/rollback', { version: 1 }],
    ['POST', '/replay', undefined],
  ])('%s %s is order-sync’s, and only for who may change shops', async (method, path, body) => {
    owner.answer = (_heard, response) => {
      json(response, 409, { code: 'mapping/no-draft' });
    };
    const answer = await call(method, path, body);
    expect([answer.status, answer.body]).toEqual([409, { code: 'mapping/no-draft' }]);
    expect(said()).toEqual([[method, path, body]]);
    const { key } = await gateway.issueKey({ role: 'support' });
    expect((await call(method, path, body, key)).status).toBe(403);
    expect(owner.heard).toHaveLength(1);
  });

  it('records who changed what, before it is changed', async () => {
    await call('POST', '/publish', { note: 'n' });
    await call('POST', '/replay');
    const rows = await withTenants(gateway.service.app.get(DataSource), [TENANT], (tx) =>
      tx.query<object[]>(`SELECT action, object FROM audit WHERE object = $1 ORDER BY id DESC LIMIT 2`, [id]),
    );
    expect(rows).toEqual([
      { action: 'mapping.replayed', object: id },
      { action: 'mapping.published', object: id },
    ]);
  });
});
