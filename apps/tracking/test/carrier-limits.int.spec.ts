import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOUR } from '@cartrail/kernel';
import { anOrderShipped, aTenantOpened, type TestService } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { connectKuaidi100, FakeKuaidi100 } from './kuaidi100.js';
import { ScriptedKdniao } from './scripted-kdniao.js';
import { command, connectKdniao, startTracking, sweep } from './tracking-service.js';

describe('what a provider allows one account', () => {
  let kdniao: ScriptedKdniao;
  let kuaidi100: FakeKuaidi100;
  let service: TestService;

  beforeAll(async () => {
    [kdniao, kuaidi100] = await Promise.all([ScriptedKdniao.start(), FakeKuaidi100.start()]);
    service = await startTracking(kdniao, {
      CARRIER_BASE_URLS: `kdniao=${kdniao.url},kuaidi100=${kuaidi100.url}`,
      CALLBACK_BASE_URL: 'https://callbacks.example/',
      TRACKING_PROVIDERS: 'kuaidi100,kdniao',
    });
    await service.given(aTenantOpened());
    await connectKuaidi100(service);
  });
  afterAll(async () => {
    await service.stop();
    kdniao.stop();
    kuaidi100.stop();
  });

  const queries = () => kuaidi100.asked.filter(({ path }) => path === '/poll/query.do').length;
  const last = async () => {
    const rows = await service.app
      .get(DataSource)
      .query<{ state: string; response: string }[]>(
        `SELECT state, response FROM effect WHERE kind = 'parcel.query' ORDER BY id DESC LIMIT 1`,
      );
    return { state: rows[0]?.state, response: rows[0]?.response };
  };
  const preferBoth = async (): Promise<void> => {
    const { body } = await command(service, 'GET', '/internal/carrier-accounts');
    const accounts = (body as { accounts: readonly { accountId: string; provider: string }[] }).accounts;
    const accountIds = ['kuaidi100', 'kdniao'].map(
      (provider) => accounts.find((each) => each.provider === provider)?.accountId,
    );
    const preferences = [{ operation: 'track', carrier: '*', accountIds }];
    await command(service, 'PUT', '/internal/carrier-accounts/preferences', { preferences });
  };
  const askAgain = async (): Promise<void> => {
    service.clock.advance(13 * HOUR);
    await sweep(service);
  };

  it('is kept: a number it has locked is not asked about again, and the next account is asked instead', async () => {
    const number = 'YT7500000000001';
    await service.given(anOrderShipped({ number }));
    await askAgain();
    expect(queries()).toBe(1);
    await askAgain();
    expect(queries()).toBe(1);
    expect(await last()).toMatchObject({ state: 'waiting', response: expect.stringContaining('throttled') });
    await connectKdniao(service);
    await preferBoth();
    await askAgain();
    expect(queries()).toBe(1);
    expect(kdniao.accountsAsked(number)).toEqual(['1000001']);
    const { state, response } = await last();
    expect([state, JSON.parse(response ?? '{}')]).toMatchObject([
      'done',
      { provider: 'kdniao', passed: [{ provider: 'kuaidi100', why: 'throttled' }] },
    ]);
  });
});
