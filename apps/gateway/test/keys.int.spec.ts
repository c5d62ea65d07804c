import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rlsExempt, withTenants } from '@cartrail/messaging';
import { anOrderImported, TENANT, waitUntil } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { GatewayUnderTest } from './support/gateway.js';

describe('keys at the gateway', () => {
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start();
    await gateway.openTenant();
  });
  afterAll(() => gateway.service.stop());

  const audit = () =>
    withTenants(gateway.service.app.get(DataSource, { strict: false }), [TENANT], (tx) =>
      tx.query<{ actor: string; action: string; object: string; request: string }[]>(
        'SELECT actor, action, object, request FROM audit ORDER BY id',
      ),
    );

  it('refuses a missing, made-up, altered or revoked key', async () => {
    const { key, keyId } = await gateway.issueKey({ role: 'support' });
    for (const wrong of ['', 'ct_x', `${key.slice(0, -4)}AAAA`, key.replace(TENANT, 'other002')]) {
      expect((await gateway.get('/v1/cases', wrong)).status).toBe(401);
    }
    expect((await gateway.get('/v1/cases', key)).status).toBe(200);
    expect((await gateway.call('DELETE', `/v1/api-keys/${keyId}`, gateway.adminKey())).status).toBe(204);
    await waitUntil(
      async () =>
        (await gateway.get('/v1/cases', key)).status === 401 ? undefined : 'the key to be refused',
      8_000,
    );
  });

  it('refuses what the key’s role does not have', async () => {
    const { key } = await gateway.issueKey({ role: 'support' });
    const answer = await gateway.call('POST', '/v1/api-keys', key, { role: 'admin', label: 'more' });
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([403, 'auth/forbidden']);
  });

  it('opens a tenant once, and only with the bootstrap token', async () => {
    const body = { tenantId: 'other003', name: 'x' };
    expect((await gateway.call('POST', '/v1/tenants', 'a guess', body)).status).toBe(401);
    await gateway.openTenant('other003');
    await expect(gateway.openTenant('other003')).rejects.toThrow('tenant/exists');
  });

  it('keeps on record who asked for what, and lets nobody change the record', async () => {
    const order = anOrderImported();
    await gateway.service.given(order);
    const { orderId } = order.data;
    const { key, keyId } = await gateway.issueKey({ role: 'merchant' });
    const asked = await gateway.call('POST', `/v1/orders/${orderId}/receiver-disclosure`, key, {
      reason: 'x',
    });
    expect([asked.status, asked.headers['retry-after']]).toEqual([503, '2']);
    const rows = await audit();
    expect(rows.find(({ action }) => action === 'tenant.opened')?.actor).toBe('bootstrap');
    expect(rows.find(({ action, object }) => action === 'key.issued' && object === keyId)?.actor).toMatch(
      /^[0-9a-z]{26}$/,
    );
    expect(rows.at(-1)).toEqual({
      actor: keyId,
      action: 'receiver.asked',
      object: orderId,
      request: asked.headers['x-request-id'],
    });
    const dataSource = gateway.service.app.get(DataSource, { strict: false });
    const change = withTenants(dataSource, [TENANT], (tx) => tx.query(`UPDATE audit SET actor = 'x'`));
    await expect(change).rejects.toThrow('permission denied');
  });

  it('has every table under row-level security but the listed ones', async () => {
    const tables: { name: string; secured: boolean }[] = await gateway.service.app
      .get(DataSource, { strict: false })
      .query(
        `SELECT relname AS name, relrowsecurity AND relforcerowsecurity AS secured FROM pg_class
          WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace`,
      );
    expect(tables.length).toBeGreaterThan(5);
    expect(tables.filter(({ name, secured }) => !secured && !rlsExempt.has(name))).toEqual([]);
  });
});
