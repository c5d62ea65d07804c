import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOUR, newId } from '@cartrail/kernel';
import { anOrderShipped, aTenantOpened, type HttpAnswer, type TestService } from '@cartrail/testing';
import { ScriptedKdniao } from './scripted-kdniao.js';
import { command, startTracking, sweep } from './tracking-service.js';

const URL = '/internal/carrier-accounts';

interface Shown {
  readonly accountId: string;
  readonly operations: readonly string[];
  readonly features: readonly string[];
}

describe('the terms of a carrier account', () => {
  let kdniao: ScriptedKdniao;
  let service: TestService;
  let accounts = 0;

  beforeAll(async () => {
    kdniao = await ScriptedKdniao.start();
    service = await startTracking(kdniao, {
      CARRIER_BASE_URLS: `kdniao=${kdniao.url},kuaidi100=${kdniao.url}`,
      // Half of what an account may do is this service's.
      CARRIER_LIMIT_SHARE: 0.5,
    });
    await service.given(aTenantOpened());
  });
  afterAll(async () => {
    await service.stop();
    kdniao.stop();
  });

  const credentials: Readonly<Record<string, object>> = {
    kuaidi100: { key: 'test-key', secret: 'test-secret', customer: 'c1', salt: 'test-salt-1' },
    deppon: { companyCode: 'TEST', appkey: 'test-deppon-key', customerCode: '400000001' },
    ems: { senderNo: '1100', authorization: 'test-code', signKey: Buffer.alloc(16, 1).toString('base64') },
  };
  const open = (provider: string, more: object): Promise<HttpAnswer> =>
    command(service, 'POST', URL, { provider, label: 'main', credentials: credentials[provider], ...more });
  const kdniaoWith = async (terms: object): Promise<Shown & { readonly id: string }> => {
    const id = `2${String((accounts += 1)).padStart(6, '0')}`;
    const answer = await open('kdniao', {
      credentials: { eBusinessId: id, apiKey: `secret-of-${id}` },
      ...terms,
    });
    expect(answer.status).toBe(201);
    return { ...(answer.body as Shown), id };
  };
  const test = (accountId: string) => command(service, 'POST', `${URL}/${accountId}/test`);
  const listed = async (accountId: string): Promise<unknown> => {
    const { body } = await command(service, 'GET', URL);
    return (body as { accounts: Shown[] }).accounts.find((each) => each.accountId === accountId);
  };
  const callsOf = (id: string) => kdniao.asked.filter(({ account }) => account === id).length;
  const prefer = (...rows: readonly (readonly [operation: string, ...accountIds: string[]])[]) =>
    command(service, 'PUT', `${URL}/preferences`, {
      preferences: rows.map(([operation, ...accountIds]) => ({ operation, carrier: '*', accountIds })),
    });

  it('are shown: its mode, its own limits and those in force, what it can do and where it is preferred', async () => {
    const { accountId } = await kdniaoWith({ mode: 'sandbox', limits: { queriesPerDay: 500 } });
    const other = await kdniaoWith({});
    await prefer(['track', other.accountId, accountId], ['subscribe', accountId]);
    const shown = await listed(accountId);
    expect(shown).toMatchObject({
      mode: 'sandbox',
      limits: { queriesPerDay: 500 },
      limitsInForce: { queriesPerSecond: 20, queriesPerDay: 500, recognitionsPerSecond: 10 },
      operations: ['track', 'subscribe'],
      features: expect.arrayContaining(['track', 'subscribe', 'recognise', 'book']),
      preferences: [
        { operation: 'track', carrier: '*', place: 2 },
        { operation: 'subscribe', carrier: '*', place: 1 },
      ],
    });
    await prefer();
    expect(await listed(other.accountId)).toMatchObject({
      mode: 'live',
      limitsInForce: { queriesPerDay: 30_000 },
      preferences: [],
    });
    expect(await listed(other.accountId)).not.toHaveProperty('limits');
  });

  it('shows the limits of the plan an account is on', async () => {
    const credentials = { eBusinessId: '1999999', apiKey: 'sample-key', plan: 'free' };
    const { body } = await open('kdniao', { credentials });
    expect(await listed((body as Shown).accountId)).toMatchObject({ limitsInForce: { queriesPerDay: 500 } });
  });

  it.each([
    ['a limit nobody has', 'kdniao', { limits: { queriesPerWeek: 1 } }, '/limits/queriesPerWeek'],
    [
      'a limit of what it cannot do',
      'ems',
      { limits: { subscriptionsPerSecond: 1 } },
      '/limits/subscriptionsPerSecond',
    ],
    ['a limit of nothing', 'ems', { limits: { queriesPerDay: 0 } }, '/limits/queriesPerDay'],
    ['a broken limit', 'ems', { limits: { queriesPerDay: 1.5 } }, '/limits/queriesPerDay'],
    ['limits that are a list', 'ems', { limits: [1] }, '/limits'],
    ['another mode', 'ems', { mode: 'test' }, '/mode'],
    ['a sandbox that is not documented', 'deppon', { mode: 'sandbox' }, '/mode'],
    [
      'a setting that is the mode’s',
      'ems',
      { credentials: { ...credentials['ems'], environment: 'test' } },
      '/credentials/environment',
    ],
  ])('are refused with %s, by the name of the field', async (_what, provider, terms, pointer) => {
    const given = provider === 'kdniao' ? { credentials: { eBusinessId: '1', apiKey: 'test-key-1' } } : {};
    const answer = await open(provider, { ...given, ...terms });
    expect([answer.status, answer.body]).toMatchObject([
      400,
      { code: 'request/invalid', errors: [{ pointer, message: expect.stringMatching(/\w+ \w+/) }] },
    ]);
  });

  it('keep real parcels with a live account, though one in the sandbox is newer, unless a preference says so', async () => {
    const live = await kdniaoWith({});
    const sandbox = await kdniaoWith({ mode: 'sandbox' });
    await service.given(anOrderShipped({ number: 'YT7600000000002' }));
    expect(kdniao.accountsAsked('YT7600000000002')).toEqual([live.id]);
    await prefer(['subscribe', sandbox.accountId]);
    await service.given(anOrderShipped({ number: 'YT7600000000003' }));
    expect(kdniao.accountsAsked('YT7600000000003')).toEqual([sandbox.id]);
    await prefer();
  });

  it('say where a sandbox has only a part: what it lacks is asked of nobody', async () => {
    const answer = await open('kuaidi100', { mode: 'sandbox' });
    const { operations, features } = answer.body as Shown;
    expect(operations).toEqual(['quote', 'book']);
    expect(features).not.toContain('track');
  });

  it('hold each account to its own limit, this service’s share of it, tests and real questions alike', async () => {
    const [narrow, wide] = [
      await kdniaoWith({ limits: { queriesPerDay: 2 } }),
      await kdniaoWith({ limits: { queriesPerDay: 12 } }),
    ];
    expect((await test(narrow.accountId)).body).toMatchObject({ ok: true });
    const held = await test(narrow.accountId);
    expect([held.status, held.headers['retry-after'], held.body]).toMatchObject([
      429,
      '3600',
      { code: 'carrier-account/over-limit', detail: expect.stringContaining('3600 s') },
    ]);
    expect(callsOf(narrow.id)).toBe(1);

    // A parcel's question finds the narrow one spent, and spends of the other one.
    await prefer(['subscribe', wide.accountId], ['track', narrow.accountId, wide.accountId]);
    const number = 'YT7600000000001';
    await service.given(anOrderShipped({ number }));
    service.clock.advance(13 * HOUR);
    await sweep(service);
    const asked = kdniao.asked.filter((each) => each.number === number && each.type === '8001');
    expect(asked.map(({ account }) => account)).toEqual([wide.id]);
    expect(callsOf(narrow.id)).toBe(1);
    // Parcels of other tests may be asked about at the same time.
    const spent = kdniao.asked.filter(({ account, type }) => account === wide.id && type === '8001').length;
    for (let left = 6 - spent; left > 0; left -= 1) expect((await test(wide.accountId)).status).toBe(200);
    expect((await test(wide.accountId)).status).toBe(429);
    await prefer();
  });

  const change = (accountId: string, terms: object) =>
    command(service, 'PATCH', `${URL}/${accountId}`, terms);

  it('are changed: what is said holds for the next call, and what is not said stays', async () => {
    const { accountId } = await kdniaoWith({ limits: { queriesPerDay: 2 } });
    expect((await test(accountId)).status).toBe(200);
    expect((await test(accountId)).status).toBe(429);
    const wider = await change(accountId, { limits: { queriesPerDay: 1_000 }, label: 'of the new contract' });
    expect([wider.status, wider.body]).toMatchObject([
      200,
      { accountId, mode: 'live', label: 'of the new contract', limitsInForce: { queriesPerDay: 1_000 } },
    ]);
    expect(JSON.stringify(wider.body)).not.toContain('secret-of-');
    expect((await test(accountId)).status).toBe(200);
    expect((await change(accountId, { mode: 'sandbox', limits: {} })).status).toBe(200);
    const shown = await listed(accountId);
    expect(shown).toMatchObject({ mode: 'sandbox', label: 'of the new contract' });
    expect(shown).not.toHaveProperty('limits');
  });

  it.each([
    ['a limit nobody has', 'kdniao', { limits: { queriesPerWeek: 1 } }, '/limits/queriesPerWeek'],
    ['a broken limit', 'kdniao', { limits: { queriesPerDay: 0 } }, '/limits/queriesPerDay'],
    ['another mode', 'kdniao', { mode: 'test' }, '/mode'],
    ['no name', 'kdniao', { label: '' }, '/label'],
    ['a sandbox that is not documented', 'deppon', { mode: 'sandbox' }, '/mode'],
    ['a sandbox that can do less', 'kuaidi100', { mode: 'sandbox' }, '/mode'],
    ['another provider', 'kdniao', { provider: 'ems' }, '/provider'],
  ])('are not changed to %s, and stay as they were', async (_what, provider, terms, pointer) => {
    const { accountId } =
      provider === 'kdniao' ? await kdniaoWith({}) : ((await open(provider, {})).body as Shown);
    const before = await listed(accountId);
    const answer = await change(accountId, terms);
    expect([answer.status, answer.body]).toMatchObject([
      400,
      { code: 'request/invalid', errors: [{ pointer }] },
    ]);
    expect(await listed(accountId)).toEqual(before);
  });

  it('are changed of an account of one’s own alone', async () => {
    const { accountId } = await kdniaoWith({});
    const nobody = await change(newId(), { label: 'x' });
    expect([nobody.status, nobody.body]).toMatchObject([404, { code: 'carrier-account/not-found' }]);
    const other = await command(
      service,
      'PATCH',
      `${URL}/${accountId}`,
      { label: 'x' },
      { tenantId: 'demo02' },
    );
    expect(other.status).toBe(404);
    expect(await listed(accountId)).toMatchObject({ label: 'main' });
  });

  it('stay through a rotation: new credentials are the same account’s', async () => {
    const { accountId, id } = await kdniaoWith({ mode: 'sandbox', limits: { queriesPerDay: 2 } });
    expect((await test(accountId)).status).toBe(200);
    const rotated = await command(service, 'POST', `${URL}/${accountId}/credentials`, {
      credentials: { eBusinessId: id, apiKey: 'the-new-secret' },
    });
    expect([rotated.status, rotated.body]).toMatchObject([
      200,
      { mode: 'sandbox', limits: { queriesPerDay: 2 }, limitsInForce: { queriesPerDay: 2 } },
    ]);
    expect((await test(accountId)).status).toBe(429);
  });

  it('let new credentials be tested at once where a number asked about is locked for a while', async () => {
    const { accountId } = (await open('kuaidi100', {})).body as Shown;
    expect((await test(accountId)).status).toBe(200);
    expect((await test(accountId)).status).toBe(429);
    const renewed = { ...credentials['kuaidi100'], secret: 'another-secret' };
    await command(service, 'POST', `${URL}/${accountId}/credentials`, { credentials: renewed });
    expect((await test(accountId)).status).toBe(200);
  });
});
