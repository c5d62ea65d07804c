import { createCipheriv } from 'node:crypto';
import type { INestApplication } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { providersWith } from '@cartrail/carriers';
import type { IngressRow, Normaliser } from '@cartrail/messaging';
import { aTenantOpened, TENANT, type TestService } from '@cartrail/testing';
import { CONNECTIONS, type Connections } from '../src/application/ports.js';
import { carrierNormalisers } from '../src/inbound/ingress/carrier.normalisers.js';
import { AccountReads } from '../src/outbound/postgres/account.reads.js';
import { command, FakeKdniao, signedPush, startBeside, startTracking, trace } from './tracking-service.js';

const URL = '/internal/carrier-accounts';
const keyOf = (letter: string): string => Buffer.from(letter.repeat(16)).toString('base64');

describe('credentials that another process of the service has rotated', () => {
  let kdniao: FakeKdniao;
  let service: TestService;
  let other: INestApplication;
  let pushes = 0;

  beforeAll(async () => {
    kdniao = await FakeKdniao.start();
    service = await startTracking(kdniao);
    await service.given(aTenantOpened());
    other = await startBeside(service, kdniao);
  });
  afterAll(async () => {
    await other.close();
    await service.stop();
    kdniao.stop();
  });

  const connect = async (provider: string, credentials: object) => {
    const body = { provider, label: 'main', credentials };
    const answer = await command(service, 'POST', URL, body);
    return answer.body as { accountId: string; connectionId: string; callbackPath: string };
  };
  const rotate = async (accountId: string, credentials: object): Promise<void> => {
    const answer = await command(service, 'POST', `${URL}/${accountId}/credentials`, { credentials });
    expect(answer.status).toBe(200);
  };
  /** Whether the other process takes a push that is signed so. */
  const isTaken = async (callbackPath: string, apiKey: string): Promise<boolean> => {
    const scan = trace('2026-11-25 10:00:00', '1', `第 ${(pushes += 1)} 次`);
    const answer = await fetch(`${await other.getUrl()}${callbackPath}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
      body: signedPush('YT7200000000001', [scan], apiKey),
    });
    return ((await answer.json()) as { Success: boolean }).Success;
  };
  /** How often the other process looks an account up from now on. */
  const looks = (): (() => number) => {
    const reads = other.get(AccountReads, { strict: false });
    const find = reads.find.bind(reads);
    let count = 0;
    reads.find = (ref) => {
      count += 1;
      return find(ref);
    };
    return () => count;
  };

  it('verify at once what either signed, and nothing else', async () => {
    const { accountId, callbackPath } = await connect('kdniao', {
      eBusinessId: '1',
      apiKey: 'the-old-secret',
    });
    expect(await isTaken(callbackPath, 'the-old-secret')).toBe(true);
    await rotate(accountId, { eBusinessId: '1', apiKey: 'the-new-secret' });
    expect(await isTaken(callbackPath, 'the-new-secret')).toBe(true);
    expect(await isTaken(callbackPath, 'the-old-secret')).toBe(true);
    expect(await isTaken(callbackPath, 'nobodys-secret')).toBe(false);
  });

  it('are looked up once a second at most, however much is forged', async () => {
    const { callbackPath } = await connect('kdniao', { eBusinessId: '2', apiKey: 'the-only-secret' });
    expect(await isTaken(callbackPath, 'the-only-secret')).toBe(true);
    const [count, began] = [looks(), Date.now()];
    const forged = await Promise.all(
      Array.from({ length: 30 }, () => isTaken(callbackPath, 'nobodys-secret')),
    );
    expect(new Set(forged)).toEqual(new Set([false]));
    expect(count()).toBeGreaterThan(0);
    expect(count()).toBeLessThanOrEqual(1 + (Date.now() - began) / 1_000);
    expect(await isTaken(callbackPath, 'the-only-secret')).toBe(true);
  });

  // A sealed push is opened when it is read, which any process may do.
  it('open what they sealed at the second try, before it is given to a person', async () => {
    const account = { senderNo: '1100', authorization: 'test-authorization' };
    const { accountId, connectionId } = await connect('ems', { ...account, signKey: keyOf('a') });
    const connections = other.get<Connections<unknown>>(CONNECTIONS, { strict: false });
    await connections.find(connectionId);
    await rotate(accountId, { ...account, signKey: keyOf('b') });
    const lane = carrierNormalisers[providersWith('push', 'booking-push').indexOf('ems')];
    const normaliser = other.get<Normaliser>(lane as never, { strict: false });
    const read = async (attempts: number) => {
      const rows = [{ ...sealedRow(keyOf('b')), connectionId, attempts }];
      await normaliser.prepare?.(rows);
      return normaliser.normalise(rows)[0];
    };
    expect(await read(0)).toMatchObject({ kind: 'retry' });
    expect(await read(1)).toMatchObject({ kind: 'ok' });
  });
});

function sealedRow(signKey: string): Omit<IngressRow, 'connectionId' | 'attempts'> {
  const event = { waybillNo: '1100000000077', opTime: '2026-11-25 10:00:00', opCode: '203', opDesc: '收寄' };
  const cipher = createCipheriv('sm4-ecb', Buffer.from(signKey, 'base64'), null);
  const sealed = cipher.update(JSON.stringify(event) + signKey, 'utf8', 'base64') + cipher.final('base64');
  return {
    id: '1',
    tenantId: TENANT,
    receivedAt: new Date(0),
    headers: {},
    body: new URLSearchParams({ logitcsInterface: `|$4|${sealed}` }).toString(),
  };
}
