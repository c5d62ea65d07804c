import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AlertClearedData, AlertRaisedData } from '@cartrail/contracts';
import { DAY, MINUTE, toIso } from '@cartrail/kernel';
import {
  aCredentialsAccepted,
  aCredentialsRefused,
  anOrderShipped,
  aTenantOpened,
  type TestService,
} from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { ScriptedKdniao } from './scripted-kdniao.js';
import { command, startTracking, sweep } from './tracking-service.js';

const URL = '/internal/carrier-accounts';
const REFUSING = { Success: false, ResultCode: '104', Reason: '验证失败' };

describe('credentials a provider refuses', () => {
  let kdniao: ScriptedKdniao;
  let service: TestService;
  let accounts = 0;
  let numbers = 0;

  /** A tenant of its own, with this account. */
  const connect = async () => {
    const tenantId = `tenant${(accounts += 1)}`;
    await service.given(aTenantOpened({ tenantId }, { tenantId }));
    const eBusinessId = `1${String(accounts).padStart(6, '0')}`;
    const credentials = { eBusinessId, apiKey: `secret-of-${eBusinessId}` };
    const body = { provider: 'kdniao', label: 'main', credentials };
    const answer = await command(service, 'POST', URL, body, { tenantId });
    const { accountId } = answer.body as { accountId: string };
    const raised = () =>
      service
        .published('AlertRaised')
        .map(({ data }) => data as AlertRaisedData)
        .filter((data) => data.accountId === accountId);
    const cleared = () =>
      service
        .published('AlertCleared')
        .map(({ data }) => data as AlertClearedData)
        .filter(({ alertId }) => raised().some((each) => each.alertId === alertId));
    const shown = async () => {
      const { body: list } = await command(service, 'GET', URL, undefined, { tenantId });
      return (list as { accounts: readonly { readonly refusedSince?: string }[] }).accounts[0]?.refusedSince;
    };
    const ship = (count: number): Promise<void> =>
      service.given(
        ...Array.from({ length: count }, () =>
          anOrderShipped({ number: `YT74${String((numbers += 1)).padStart(11, '0')}` }, { tenantId }),
        ),
      );
    /** In this process a change of the preferences is heard of at once; elsewhere it takes half a minute. */
    const readAnew = () => command(service, 'PUT', `${URL}/preferences`, { preferences: [] }, { tenantId });
    const post = (path: string, given?: object) =>
      command(service, 'POST', `${URL}/${accountId}/${path}`, given, { tenantId });
    let told = 0;
    /** Of what returns tells of the account. */
    const about = () => ({ tenantId, sequence: (told += 1) });
    return { tenantId, accountId, eBusinessId, raised, cleared, shown, ship, readAnew, post, about };
  };

  beforeAll(async () => {
    kdniao = await ScriptedKdniao.start();
    service = await startTracking(kdniao);
  });
  afterAll(async () => {
    await service.stop();
    kdniao.stop();
  });

  it('raise one alert that names the account, however many calls meet them', async () => {
    const { accountId, eBusinessId, raised, shown, ship, readAnew } = await connect();
    kdniao.scripts.set(eBusinessId, REFUSING);
    const since = toIso(service.clock.now());
    await ship(5);
    service.clock.advance(MINUTE);
    await ship(5);
    await readAnew();
    await ship(1);
    await sweep(service);
    const alert = { detector: 'CREDENTIALS_REFUSED', severity: 'high', accountId, orderIds: [], since };
    expect(raised()).toEqual([expect.objectContaining(alert)]);
    expect(await shown()).toBe(since);
    await sweep(service);
    expect(raised()).toHaveLength(1);
  });

  it('end it when they are replaced, and raise another one when the new ones are refused, too', async () => {
    const { eBusinessId, raised, cleared, shown, ship, post } = await connect();
    kdniao.scripts.set(eBusinessId, REFUSING);
    await ship(1);
    await sweep(service);
    // What was refused is tried again meanwhile.
    kdniao.scripts.set(eBusinessId, 'down');
    await post('credentials', { credentials: { eBusinessId, apiKey: 'another-secret' } });
    expect(await shown()).toBeUndefined();
    await sweep(service);
    expect(cleared()).toMatchObject([{ detector: 'CREDENTIALS_REFUSED', why: 'rotated' }]);
    service.clock.advance(MINUTE);
    kdniao.scripts.set(eBusinessId, REFUSING);
    await ship(2);
    await sweep(service);
    expect(raised()).toHaveLength(2);
  });

  it('end it when the provider takes them again', async () => {
    const { eBusinessId, cleared, shown, ship, readAnew } = await connect();
    kdniao.scripts.set(eBusinessId, REFUSING);
    await ship(1);
    await sweep(service);
    kdniao.scripts.clear();
    await readAnew();
    await ship(1);
    expect(await shown()).toBeUndefined();
    await sweep(service);
    expect(cleared()).toMatchObject([{ why: 'accepted' }]);
  });

  it('raise one alert when only couriers and prices are asked for with them, until they are taken', async () => {
    const { accountId, raised, cleared, shown, ship, about } = await connect();
    const refused = () =>
      service.given(aCredentialsRefused({ accountId, refusedAt: toIso(service.clock.now()) }, about()));
    const since = toIso(service.clock.now());
    await refused();
    service.clock.advance(MINUTE);
    await refused();
    await sweep(service);
    await refused();
    await sweep(service);
    expect(raised()).toEqual([
      expect.objectContaining({ detector: 'CREDENTIALS_REFUSED', severity: 'high', accountId, since }),
    ]);
    expect(await shown()).toBe(since);
    // Who follows parcels is let in with a key of its own: that says nothing about couriers.
    await ship(1);
    await sweep(service);
    expect(cleared()).toEqual([]);
    await service.given(aCredentialsAccepted({ accountId }, about()));
    await sweep(service);
    expect([cleared(), await shown()]).toMatchObject([[{ why: 'accepted' }], undefined]);
    expect(raised()).toHaveLength(1);
  });

  it('raise one alert when both services meet them, which lasts until neither does', async () => {
    const { accountId, eBusinessId, raised, cleared, ship, readAnew, about } = await connect();
    kdniao.scripts.set(eBusinessId, REFUSING);
    await ship(1);
    await sweep(service);
    service.clock.advance(MINUTE);
    const refusedAt = toIso(service.clock.now());
    await service.given(aCredentialsRefused({ accountId, refusedAt }, about()));
    await sweep(service);
    kdniao.scripts.clear();
    await readAnew();
    await ship(1);
    await sweep(service);
    expect([raised().length, cleared().length]).toEqual([1, 0]);
    await service.given(aCredentialsAccepted({ accountId }, about()));
    await sweep(service);
    expect([raised().length, cleared().length]).toEqual([1, 1]);
  });

  it('end it when they are replaced, whatever is heard late of the former ones', async () => {
    const { accountId, eBusinessId, raised, cleared, post, about } = await connect();
    const refusedAt = toIso(service.clock.now());
    await service.given(aCredentialsRefused({ accountId, refusedAt }, about()));
    await sweep(service);
    service.clock.advance(2 * MINUTE);
    await post('credentials', { credentials: { eBusinessId, apiKey: 'another-secret' } });
    await service.given(aCredentialsRefused({ accountId, refusedAt }, about()));
    await sweep(service);
    expect([raised().length, cleared()]).toMatchObject([1, [{ why: 'rotated' }]]);
  });

  it('raise one alert when only asked whose numbers are, until they are taken', async () => {
    const { tenantId, accountId, eBusinessId, raised, cleared, shown, readAnew } = await connect();
    const recognise = (number: string) =>
      command(
        service,
        'POST',
        '/internal/carriers/recognition',
        { numbers: [number], ask: true },
        { tenantId },
      );
    kdniao.scripts.set(eBusinessId, REFUSING);
    const since = toIso(service.clock.now());
    await recognise('888800000001');
    await recognise('888800000002');
    await sweep(service);
    await readAnew();
    await recognise('888800000003');
    await sweep(service);
    expect(raised()).toEqual([
      expect.objectContaining({ detector: 'CREDENTIALS_REFUSED', severity: 'high', accountId, since }),
    ]);
    kdniao.scripts.set(eBusinessId, { Success: true, Shippers: [] });
    await recognise('888800000004');
    expect(await shown()).toBeUndefined();
    await sweep(service);
    expect(cleared()).toMatchObject([{ why: 'accepted' }]);
  });

  it('raise none by a test, which says so itself', async () => {
    const { eBusinessId, raised, shown, post } = await connect();
    kdniao.scripts.set(eBusinessId, REFUSING);
    const answer = await post('test');
    expect(answer.body).toMatchObject({ ok: false, kind: 'credentials' });
    await sweep(service);
    expect([raised(), await shown()]).toEqual([[], undefined]);
  });

  it('are in no row or event, though the provider repeats them to whoever subscribes or asks', async () => {
    const { tenantId, accountId, eBusinessId, ship, raised } = await connect();
    const secret = `secret-of-${eBusinessId}`;
    kdniao.scripts.set(eBusinessId, { Success: false, ResultCode: `no ${secret}`, Reason: `${secret} 错误` });
    await ship(1);
    kdniao.scripts.set(eBusinessId, { ...REFUSING, Reason: `${secret} 验证失败` });
    service.clock.advance(3 * DAY);
    await sweep(service);
    const calls = kdniao.asked.filter(({ account }) => account === eBusinessId).map(({ type }) => type);
    expect(new Set(calls)).toEqual(new Set(['8008', '8001']));
    const rows = await kept(service, tenantId);
    expect(rows).toContain('permanent no …');
    for (const said of [rows, JSON.stringify(service.recorder.all())]) expect(said).not.toContain(secret);
    expect(raised()).toMatchObject([{ accountId }]);
  });
});

/** All that the database keeps for the tenant, as text. */
const kept = (service: TestService, tenantId: string) =>
  service.app.get(DataSource).transaction(async (tx) => {
    await tx.query(`SELECT set_config('cartrail.tenants', $1, true)`, [tenantId]);
    const tables = await tx.query<{ name: string }[]>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = current_schema()`,
    );
    const all = tables.map(({ name }) => `SELECT row_to_json(t)::text AS text FROM ${name} t`);
    const rows = await tx.query<{ text: string }[]>(all.join(' UNION ALL '));
    return rows.map(({ text }) => text).join('\n');
  });
