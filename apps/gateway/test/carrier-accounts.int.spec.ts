import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { anAlertRaised, type HttpAnswer } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { GatewayUnderTest, type Method } from './support/gateway.js';
import { json, StandInOwners, type Heard } from './support/owners.js';

const URL = '/v1/carrier-accounts';

describe('carrier accounts at the gateway', () => {
  let tracking: StandInOwners;
  let returns: StandInOwners;
  let gateway: GatewayUnderTest;
  const accountId = newId();
  const account = { accountId, connectionId: 'demo01-c1', provider: 'kuaidi100', label: 'main' };
  const body = { provider: 'kuaidi100', label: 'main', credentials: { key: 'k', secret: 's', salt: 't' } };

  beforeAll(async () => {
    [tracking, returns] = await Promise.all([StandInOwners.start(), StandInOwners.start()]);
    gateway = await GatewayUnderTest.start({ TRACKING_URL: tracking.url, RETURNS_URL: returns.url });
    await gateway.openTenant();
  });
  afterEach(() => {
    for (const owner of [tracking, returns]) {
      owner.heard.length = 0;
      owner.answer = (_heard, response) => response.end('{}');
    }
  });
  afterAll(async () => {
    await gateway.service.stop();
    tracking.stop();
    returns.stop();
  });

  const call = (method: Method, path: string, given?: object): Promise<HttpAnswer> =>
    gateway.call(method, `${URL}${path}`, gateway.adminKey(), given);
  const answers = (owner: StandInOwners, status: number, answer: object): void => {
    owner.answer = (_heard, response) => {
      json(response, status, answer);
    };
  };
  const said = ({ heard }: StandInOwners) =>
    heard.map(({ method, url, body: bytes }: Heard) => [
      method,
      url,
      bytes.length === 0 ? undefined : (JSON.parse(bytes.toString('utf8')) as unknown),
    ]);

  it('share one that books with returns, under the ids tracking gave it', async () => {
    answers(tracking, 201, { ...account, operations: ['track', 'book'] });
    answers(returns, 201, {});
    const opened = await call('POST', '', body);
    expect([opened.status, opened.body]).toMatchObject([201, { accountId }]);
    expect(said(tracking)).toEqual([['POST', '/internal/carrier-accounts', body]]);
    expect(said(returns)).toEqual([
      ['POST', '/internal/carrier-accounts', { ...body, accountId, connectionId: account.connectionId }],
    ]);
  });

  it('tell both services the terms they were opened with, and returns again where one books since its rotation', async () => {
    const terms = { mode: 'sandbox', limits: { bookingsPerSecond: 5 } };
    const opened = { ...account, ...terms, operations: ['book'] };
    answers(tracking, 201, opened);
    answers(returns, 201, {});
    expect((await call('POST', '', { ...body, ...terms })).body).toEqual(opened);
    answers(tracking, 200, opened);
    answers(returns, 200, {});
    await call('POST', `/${accountId}/credentials`, { credentials: body.credentials });
    expect(said(returns).map(([, , given]) => given)).toMatchObject([
      { accountId, ...terms },
      { provider: 'kuaidi100', ...terms },
    ]);
  });

  it('say how long to wait where an account may not be tested yet', async () => {
    const problem = { code: 'carrier-account/over-limit', detail: 'come back in 3600 s' };
    tracking.answer = (_heard, response) => {
      response.setHeader('retry-after', '3600');
      json(response, 429, problem);
    };
    const answer = await call('POST', `/${accountId}/test`);
    expect([answer.status, answer.headers['retry-after'], answer.body]).toMatchObject([429, '3600', problem]);
  });

  it('keep one that only tracks with tracking', async () => {
    answers(tracking, 201, { ...account, operations: ['track', 'subscribe'] });
    expect((await call('POST', '', body)).status).toBe(201);
    answers(tracking, 200, { ...account, operations: ['track', 'subscribe'] });
    expect((await call('POST', `/${accountId}/credentials`, { credentials: {} })).status).toBe(200);
    expect(returns.heard).toEqual([]);
  });

  it('rotate at both services, and answer what returns refuses so that it is tried again', async () => {
    answers(tracking, 200, { ...account, operations: ['track', 'book'] });
    const { credentials } = body;
    const rotation = { credentials, overlapHours: 48 };
    const rotated = await call('POST', `/${accountId}/credentials`, rotation);
    expect([rotated.status, rotated.body]).toMatchObject([200, { accountId }]);
    const path = `/internal/carrier-accounts/${accountId}/credentials`;
    expect(said(tracking)).toEqual([['POST', path, rotation]]);
    const { connectionId, provider, label } = account;
    expect(said(returns)).toEqual([['POST', path, { credentials, connectionId, provider, label }]]);
    answers(returns, 503, { code: 'owner/unavailable' });
    expect((await call('POST', `/${accountId}/credentials`, rotation)).status).toBe(503);
  });

  it('change their terms at both services, all of them at returns', async () => {
    const terms = { label: 'main', mode: 'sandbox', limits: { bookingsPerSecond: 5 } };
    answers(tracking, 200, { ...account, ...terms, operations: ['track', 'book'] });
    const changed = await call('PATCH', `/${accountId}`, { mode: 'sandbox' });
    expect([changed.status, changed.body]).toMatchObject([200, terms]);
    const path = `/internal/carrier-accounts/${accountId}`;
    expect(said(tracking)).toEqual([['PATCH', path, { mode: 'sandbox' }]]);
    expect(said(returns)).toEqual([['PATCH', path, terms]]);
    answers(returns, 503, { code: 'owner/unavailable' });
    expect((await call('PATCH', `/${accountId}`, { mode: 'sandbox' })).status).toBe(503);
  });

  it.each([
    ['what tracking refuses', 400, { code: 'request/invalid' }],
    ['one that only tracks', 200, { ...account, operations: ['track'] }],
  ])('change nothing at returns of %s', async (_what, status, answer) => {
    answers(tracking, status, answer);
    expect((await call('PATCH', `/${accountId}`, { mode: 'sandbox' })).status).toBe(status);
    expect(returns.heard).toEqual([]);
  });

  it('ask nobody else where tracking refuses', async () => {
    answers(tracking, 404, { code: 'carrier-account/not-found' });
    expect((await call('POST', `/${accountId}/credentials`, { credentials: {} })).status).toBe(404);
    answers(tracking, 400, { code: 'request/invalid' });
    expect((await call('PUT', '/preferences', { preferences: [] })).status).toBe(400);
    expect((await call('POST', '/no-id/test')).status).toBe(404);
    expect(returns.heard).toEqual([]);
  });

  it('tell both services which account serves what', async () => {
    const preferences = { preferences: [{ operation: 'book', carrier: '*', accountIds: [accountId] }] };
    answers(tracking, 200, preferences);
    expect((await call('PUT', '/preferences', preferences)).body).toEqual(preferences);
    const heard = [['PUT', '/internal/carrier-accounts/preferences', preferences]];
    expect([said(tracking), said(returns)]).toEqual([heard, heard]);
  });

  it.each([
    ['GET', ''],
    ['GET', '/preferences'],
    ['POST', `/${accountId}/test`],
  ] as const)('pass tracking’s answer on: %s %s', async (method, path) => {
    answers(tracking, 200, { some: 'answer' });
    expect((await call(method, path)).body).toEqual({ some: 'answer' });
    expect(said(tracking)).toEqual([[method, `/internal/carrier-accounts${path}`, undefined]]);
    expect(returns.heard).toEqual([]);
  });

  it('are named by the alert about their credentials, which belongs to no case', async () => {
    const about = { waybillId: undefined, number: undefined, carrier: undefined, orderIds: [] };
    const alert = anAlertRaised({ ...about, detector: 'CREDENTIALS_REFUSED', accountId });
    await gateway.service.given(alert);
    const listed = await gateway.get('/v1/alerts?detector=CREDENTIALS_REFUSED', gateway.adminKey());
    expect(listed.body).toMatchObject({
      data: [{ detector: 'CREDENTIALS_REFUSED', accountId, orderIds: [] }],
    });
  });

  it('leave a record of every change before it is passed on, without what was changed', async () => {
    await call('POST', `/${accountId}/credentials`, { credentials: { key: 'the-secret' } });
    await call('PUT', '/preferences', { preferences: [] });
    await call('POST', '', body);
    await call('PATCH', `/${accountId}`, { label: 'spare' });
    const rows = await gateway.service.app.get(DataSource).transaction(async (tx) => {
      await tx.query(`SELECT set_config('cartrail.tenants', 'demo01', true)`);
      return tx.query<object[]>(`SELECT * FROM audit WHERE action LIKE 'carrier-%' ORDER BY id`);
    });
    const actions = rows.slice(-4).map((row) => (row as { action: string }).action);
    expect(actions).toEqual([
      'carrier-account.rotated',
      'carrier-preferences.changed',
      'carrier-account.added',
      'carrier-account.changed',
    ]);
    expect(JSON.stringify(rows)).not.toContain('the-secret');
  });
});
