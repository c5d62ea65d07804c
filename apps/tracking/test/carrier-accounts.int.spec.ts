import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY, newId, toIso } from '@cartrail/kernel';
import { anOrderShipped, aTenantOpened, type HttpAnswer, type TestService } from '@cartrail/testing';
import { ScriptedKdniao } from './scripted-kdniao.js';
import { command, push, signedPush, startTracking, trace } from './tracking-service.js';

const URL = '/internal/carrier-accounts';
const OTHER = 'other01';

interface Shown {
  readonly accountId: string;
  readonly connectionId: string;
  readonly callbackPath: string;
  readonly operations: readonly string[];
  readonly rotatedAt?: string;
  readonly formerUntil?: string;
}

describe('a tenant’s carrier accounts', () => {
  let kdniao: ScriptedKdniao;
  let service: TestService;
  let accounts = 0;

  beforeAll(async () => {
    kdniao = await ScriptedKdniao.start();
    service = await startTracking(kdniao);
    await service.given(aTenantOpened());
  });
  afterAll(async () => {
    await service.stop();
    kdniao.stop();
  });

  const credentialsOf = (eBusinessId: string, apiKey = `secret-of-${eBusinessId}`) => ({
    eBusinessId,
    apiKey,
  });
  const connect = async (tenantId?: string): Promise<Shown & { readonly eBusinessId: string }> => {
    const eBusinessId = `1${String((accounts += 1)).padStart(6, '0')}`;
    const body = { provider: 'kdniao', label: `no ${accounts}`, credentials: credentialsOf(eBusinessId) };
    const answer = await command(service, 'POST', URL, body, { tenantId });
    expect(answer.status).toBe(201);
    return { ...(answer.body as Shown), eBusinessId };
  };
  const test = (accountId: string, tenantId?: string) =>
    command(service, 'POST', `${URL}/${accountId}/test`, undefined, { tenantId });
  const rotate = (accountId: string, body: object, more: { tenantId?: string; key?: string } = {}) =>
    command(service, 'POST', `${URL}/${accountId}/credentials`, body, more);
  const list = async (tenantId?: string): Promise<readonly Shown[]> =>
    ((await command(service, 'GET', URL, undefined, { tenantId })).body as { accounts: Shown[] }).accounts;
  const code = ({ status, body }: HttpAnswer) => [status, (body as { code?: string }).code];

  describe('listed', () => {
    it('say what they can do and where they are called back, newest first, and never a secret', async () => {
      const [first, second] = [await connect(), await connect()];
      const answer = await command(service, 'GET', URL);
      const { accounts: shown } = answer.body as { accounts: Shown[] };
      expect(shown.slice(0, 2)).toMatchObject([
        {
          accountId: second.accountId,
          callbackPath: second.callbackPath,
          operations: ['track', 'subscribe'],
        },
        { accountId: first.accountId, provider: 'kdniao' },
      ]);
      expect(answer.text).not.toMatch(/secret-of|credential|sealed/i);
    });

    it('are those of the tenant only', async () => {
      const mine = await connect();
      expect((await list(OTHER)).map(({ accountId }) => accountId)).not.toContain(mine.accountId);
    });
  });

  describe('tested', () => {
    it('ask about one made-up parcel, and take “nothing found” as credentials that were accepted', async () => {
      const { accountId, eBusinessId } = await connect();
      kdniao.scripts.set(eBusinessId, { Success: false, ResultCode: '401', Reason: '查无此单号' });
      const answer = await test(accountId);
      expect([answer.status, answer.body]).toMatchObject([
        200,
        { ok: true, kind: 'accepted', code: '401', message: '查无此单号' },
      ]);
      expect(kdniao.asked.filter(({ account }) => account === eBusinessId)).toMatchObject([
        { type: '8001', number: 'YT0000000000000' },
      ]);
    });

    it('say that credentials are wrong, in the provider’s words without the secret', async () => {
      const { accountId, eBusinessId } = await connect();
      const Reason = `apiKey secret-of-${eBusinessId} 验证失败`;
      kdniao.scripts.set(eBusinessId, { Success: false, ResultCode: '104', Reason });
      const answer = await test(accountId);
      expect(answer.body).toMatchObject({ ok: false, kind: 'credentials', code: '104' });
      expect((answer.body as { message: string }).message).toContain('验证失败');
      expect(answer.text).not.toContain(`secret-of`);
    });

    it.each([
      ['throttled', 'throttled', 'throttled'],
      ['down', 'down', 'retryable'],
      [
        'refusing for another reason',
        { Success: false, ResultCode: '402', Reason: '接口未授权给用户' },
        'permanent',
      ],
    ] as const)('say that the provider is %s', async (_why, script, kind) => {
      const { accountId, eBusinessId } = await connect();
      kdniao.scripts.set(eBusinessId, script);
      expect((await test(accountId)).body).toMatchObject({ ok: false, kind });
    });

    it('are another tenant’s to test only for him', async () => {
      const { accountId } = await connect();
      expect(code(await test(accountId, OTHER))).toEqual([404, 'carrier-account/not-found']);
      expect(code(await test(newId()))).toEqual([404, 'carrier-account/not-found']);
    });
  });

  describe('given new credentials', () => {
    let scans = 0;
    const said = (path: string, apiKey: string) =>
      push(
        service,
        path,
        signedPush('YT7200000000001', [trace('2026-11-25 10:00:00', '1', `第 ${(scans += 1)} 次`)], apiKey),
      );
    const isTaken = async (answer: Promise<HttpAnswer>) =>
      ((await answer).body as { Success: boolean }).Success;

    it('call with the new ones at once, and take what either signed for a day', async () => {
      const { accountId, eBusinessId, callbackPath } = await connect();
      const [older, newer] = [`secret-of-${eBusinessId}`, 'the-new-secret'];
      await test(accountId);
      expect(await isTaken(said(callbackPath, older))).toBe(true);
      const answer = await rotate(accountId, { credentials: credentialsOf(eBusinessId, newer) });
      const at = service.clock.now();
      expect([answer.status, answer.body]).toMatchObject([
        200,
        { accountId, rotatedAt: toIso(at), formerUntil: toIso(at + DAY) },
      ]);
      expect(answer.text).not.toMatch(/secret/);
      await test(accountId);
      const [before, after] = kdniao.asked
        .filter(({ account }) => account === eBusinessId)
        .map(({ signature }) => signature);
      expect(after).not.toBe(before);
      expect(Buffer.from(after ?? '', 'base64').toString()).toBe(
        createHash('md5')
          .update(`{"ShipperCode":"YTO","LogisticCode":"YT0000000000000"}${newer}`)
          .digest('hex'),
      );
      service.clock.set(at + DAY - 1);
      expect(await isTaken(said(callbackPath, older))).toBe(true);
      expect(await isTaken(said(callbackPath, newer))).toBe(true);
      expect(await isTaken(said(callbackPath, 'nobodys-secret'))).toBe(false);
      service.clock.set(at + DAY);
      expect(await isTaken(said(callbackPath, older))).toBe(false);
      expect(await isTaken(said(callbackPath, newer))).toBe(true);
      await service.caughtUp();
    });

    it('answer a repeat alike, and keep what they replaced though they are given twice', async () => {
      const { accountId, eBusinessId, callbackPath } = await connect();
      const body = { credentials: credentialsOf(eBusinessId, 'the-new-secret'), overlapHours: 48 };
      const first = await rotate(accountId, body, { key: 'rotate-1' });
      service.clock.advance(1_000);
      const again = await rotate(accountId, body, { key: 'rotate-1' });
      expect([again.status, again.body]).toEqual([200, first.body]);
      expect((await rotate(accountId, body)).body).toEqual(first.body);
      expect(code(await rotate(accountId, { ...body, overlapHours: 1 }, { key: 'rotate-1' }))).toEqual([
        422,
        'idempotency/other-request',
      ]);
      expect(await isTaken(said(callbackPath, `secret-of-${eBusinessId}`))).toBe(true);
    });

    it('end the former ones at once where that is asked for', async () => {
      const { accountId, eBusinessId, callbackPath } = await connect();
      await rotate(accountId, { credentials: credentialsOf(eBusinessId, 'the-new-secret'), overlapHours: 0 });
      expect(await isTaken(said(callbackPath, `secret-of-${eBusinessId}`))).toBe(false);
      expect((await list()).find((each) => each.accountId === accountId)?.formerUntil).toBeUndefined();
    });

    it('name the setting that is wrong, never its value, and change nothing', async () => {
      const { accountId, eBusinessId } = await connect();
      const answer = await rotate(accountId, { credentials: { eBusinessId, apiKey: 'short' } });
      expect([answer.status, answer.body]).toMatchObject([
        400,
        { errors: [{ pointer: '/credentials/apiKey' }] },
      ]);
      expect(answer.text).not.toContain('short');
      expect((await list()).find((each) => each.accountId === accountId)?.rotatedAt).toBeUndefined();
    });

    it('that can do less than the former ones are refused: what books would keep those', async () => {
      const fewer = { key: 'test-key', secret: 'test-secret', salt: 'test-salt-1' };
      const body = { provider: 'kuaidi100', label: 'q', credentials: { ...fewer, customer: 'c1' } };
      const { accountId } = (await command(service, 'POST', URL, body)).body as Shown;
      const answer = await rotate(accountId, { credentials: fewer });
      expect([answer.status, answer.body]).toMatchObject([
        400,
        { errors: [{ pointer: '/credentials', message: 'with these the account could no longer track' }] },
      ]);
    });

    it('are another tenant’s to give only for him', async () => {
      const { accountId, eBusinessId } = await connect();
      const body = { credentials: credentialsOf(eBusinessId, 'the-new-secret') };
      expect(code(await rotate(accountId, body, { tenantId: OTHER }))).toEqual([
        404,
        'carrier-account/not-found',
      ]);
    });
  });

  it('follow parcels with the newest account where the tenant says nothing', async () => {
    await connect();
    const newest = await connect();
    const number = 'YT7200000000009';
    await service.given(anOrderShipped({ number }));
    expect(kdniao.accountsAsked(number)).toEqual([newest.eBusinessId]);
  });
});
