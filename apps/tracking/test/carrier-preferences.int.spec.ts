import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { anOrderShipped, aTenantOpened, type HttpAnswer, type TestService } from '@cartrail/testing';
import { register } from 'prom-client';
import { DataSource } from 'typeorm';
import { ScriptedKdniao, type Script } from './scripted-kdniao.js';
import { command, startTracking } from './tracking-service.js';

const URL = '/internal/carrier-accounts';
const PREFERENCES = `${URL}/preferences`;

interface Named {
  readonly accountId: string;
  readonly eBusinessId: string;
}

describe('which account serves which carrier and operation', () => {
  let kdniao: ScriptedKdniao;
  let service: TestService;
  let first: Named;
  let second: Named;
  let numbers = 0;

  const connect = async (eBusinessId: string, tenantId?: string): Promise<Named> => {
    const credentials = { eBusinessId, apiKey: `secret-of-${eBusinessId}` };
    const body = { provider: 'kdniao', label: eBusinessId, credentials };
    const answer = await command(service, 'POST', URL, body, { tenantId });
    expect(answer.status).toBe(201);
    return { eBusinessId, accountId: (answer.body as Named).accountId };
  };
  const prefer = (preferences: readonly object[], more: { tenantId?: string; key?: string } = {}) =>
    command(service, 'PUT', PREFERENCES, { preferences }, more);
  const row = (operation: string, carrier: string, ...accounts: readonly Named[]) => ({
    operation,
    carrier,
    accountIds: accounts.map(({ accountId }) => accountId),
  });
  const follow = async (): Promise<string> => {
    const number = `YT73${String((numbers += 1)).padStart(11, '0')}`;
    await service.given(anOrderShipped({ number }));
    return number;
  };
  const effectOf = async (number: string) => {
    const [found] = await service.app
      .get(DataSource)
      .query<{ state: string; response: string }[]>(
        `SELECT state, response FROM effect WHERE kind = 'parcel.subscribe' AND strpos(request, $1) > 0`,
        [number],
      );
    return { state: found?.state, response: JSON.parse(found?.response ?? '{}') as unknown };
  };
  const passedOver = async (why: string): Promise<number> => {
    const metric = await register.getSingleMetric('tracking_accounts_passed_over_total')?.get();
    return metric?.values.find(({ labels }) => labels['why'] === why)?.value ?? 0;
  };
  const code = ({ status, body }: HttpAnswer) => [status, (body as { code?: string }).code];

  beforeAll(async () => {
    kdniao = await ScriptedKdniao.start();
    // Nobody listens where SF is said to be.
    const CARRIER_BASE_URLS = `kdniao=${kdniao.url},sf=http://127.0.0.1:9`;
    service = await startTracking(kdniao, { CARRIER_BASE_URLS });
    await service.given(aTenantOpened());
    first = await connect('1000001');
    second = await connect('1000002');
    await connect('1000003');
  });
  afterAll(async () => {
    await service.stop();
    kdniao.stop();
  });

  it('is what the tenant set, all of it at once, and can be read', async () => {
    await prefer([]);
    expect((await command(service, 'GET', PREFERENCES)).body).toEqual({ preferences: [] });
    const rows = [row('subscribe', '*', second), row('subscribe', 'YTO', first), row('track', '*', first)];
    const set = await prefer(rows, { key: 'prefer-1' });
    expect([set.status, set.body]).toEqual([200, { preferences: rows }]);
    expect((await prefer(rows, { key: 'prefer-1' })).body).toEqual(set.body);
    expect((await command(service, 'GET', PREFERENCES)).body).toEqual({ preferences: rows });
    const number = await follow();
    expect(kdniao.accountsAsked(number)).toEqual([first.eBusinessId]);
    await prefer([row('subscribe', '*', second)]);
    expect(kdniao.accountsAsked(await follow())).toEqual([second.eBusinessId]);
  });

  it.each<[string, string, Script]>([
    ['throttled', 'throttled', 'throttled'],
    ['down', 'retryable', 'down'],
    ['refusing', 'permanent', { Success: false, ResultCode: '402', Reason: '没有权限' }],
    ['refusing our credentials', 'credentials', { Success: false, ResultCode: '104', Reason: '验证失败' }],
  ])(
    'is the next one when the first is %s, which is counted and kept with the answer',
    async (_what, why, script) => {
      await prefer([row('subscribe', 'YTO', first, second)]);
      kdniao.scripts.set(first.eBusinessId, script);
      const before = await passedOver(why);
      const number = await follow();
      expect(kdniao.accountsAsked(number)).toEqual([first.eBusinessId, second.eBusinessId]);
      expect(await effectOf(number)).toMatchObject({
        state: 'done',
        response: {
          accepted: true,
          accountId: second.accountId,
          provider: 'kdniao',
          passed: [{ accountId: first.accountId, provider: 'kdniao', why }],
        },
      });
      expect(await passedOver(why)).toBe(before + 1);
      kdniao.scripts.clear();
    },
  );

  it('stays the first one where the tenant said nothing, unless that says no for good', async () => {
    await prefer([]);
    const sf = { partnerId: 'TEST', checkWord: 'a-check-word' };
    await command(service, 'POST', URL, { provider: 'sf', label: 'sf', credentials: sf });
    const ship = async (): Promise<string> => {
      const number = `SF${String((numbers += 1)).padStart(13, '0')}`;
      await service.given(anOrderShipped({ number, carrier: 'SF' }));
      return number;
    };
    const newest = '1000003';
    kdniao.scripts.set(newest, 'throttled');
    expect(await effectOf(await ship())).toEqual({ state: 'waiting', response: { reason: 'throttled 429' } });
    kdniao.scripts.set(newest, { Success: false, ResultCode: '402', Reason: '没有权限' });
    expect(await effectOf(await ship())).toMatchObject({
      state: 'waiting',
      response: { reason: expect.stringContaining('retryable') as unknown },
    });
    kdniao.scripts.clear();
  });

  it('is asked for again later when none of them serves now, and given up when all refuse for good', async () => {
    await prefer([row('subscribe', 'YTO', first, second)]);
    const refusing = { Success: false, ResultCode: '402', Reason: '没有权限' };
    kdniao.scripts.set(first.eBusinessId, refusing).set(second.eBusinessId, 'throttled');
    expect((await effectOf(await follow())).state).toBe('waiting');
    kdniao.scripts.set(second.eBusinessId, refusing);
    expect((await effectOf(await follow())).state).toBe('failed');
    kdniao.scripts.clear();
  });

  it('may not name an account that is not the tenant’s, or cannot do it, nor a carrier nobody knows', async () => {
    const foreign = await connect('1000009', 'other01');
    expect(code(await prefer([row('track', '*', foreign)]))).toEqual([404, 'carrier-account/not-found']);
    expect(code(await prefer([{ ...row('track', '*'), accountIds: [newId()] }]))).toEqual([
      404,
      'carrier-account/not-found',
    ]);
    const pointers = async (...rows: readonly object[]) => {
      const { status, body } = await prefer(rows);
      return [status, (body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)];
    };
    expect(await pointers(row('book', '*', first))).toEqual([400, ['/preferences/0/accountIds/0']]);
    const sf = { provider: 'sf', label: 'sf', credentials: { partnerId: 'TEST', checkWord: 'a-check-word' } };
    const { accountId } = (await command(service, 'POST', URL, sf)).body as Named;
    const ofSf = { accountId, eBusinessId: '' };
    expect(await pointers(row('track', 'YTO', ofSf))).toEqual([400, ['/preferences/0/accountIds/0']]);
    expect(await pointers(row('track', 'NOBODY', first))).toEqual([400, ['/preferences/0/carrier']]);
    expect(await pointers(row('track', 'SF', first), row('track', 'SF', second))).toEqual([
      400,
      ['/preferences/1'],
    ]);
    expect((await prefer([row('dance', '*', first)])).status).toBe(400);
    expect((await command(service, 'GET', PREFERENCES, undefined, { tenantId: 'other01' })).body).toEqual({
      preferences: [],
    });
  });
});
