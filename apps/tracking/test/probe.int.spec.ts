import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { carrierFactories, LimitGate } from '@cartrail/carriers';
import { FakeClock } from '@cartrail/testing';
import type { CarrierAccount } from '../src/domain/carrier-account.js';
import { Opening } from '../src/outbound/carriers/opening.js';
import { probeWith } from '../src/outbound/carriers/probe.js';

const settings: Readonly<Record<string, object>> = {
  kdniao: { eBusinessId: '1000001', apiKey: 'test-kdniao-key' },
  kuaidi100: { key: 'test-key', secret: 'test-secret', customer: 'c1', salt: 'test-salt-1' },
  sf: { partnerId: 'TEST', checkWord: 'test-check-word' },
  zto: { appKey: 'test-app', appSecret: 'test-zto-secret' },
  ems: { senderNo: '1100', authorization: 'test-code', signKey: Buffer.alloc(16, 1).toString('base64') },
  jt: { apiAccount: '100000000000000001', privateKey: 'test-jt-key' },
  sto: { fromAppkey: 'test', fromCode: 'test', secretKey: 'test-sto-secret' },
  yto: { queryOpenId: 'test', queryCustomerCode: 'K1', querySecret: 'test-yto-secret' },
  jdl: {
    appKey: 'test',
    appSecret: 'test-jdl-secret',
    accessToken: 'test-token',
    customerCode: '010K1',
    orderOrigin: 1,
  },
  deppon: { companyCode: 'TEST', appkey: 'test-deppon-key', customerCode: '400000001' },
  yunda: { appKey: '100001', appSecret: 'test-yunda-secret' },
};

const unlimited = new LimitGate(
  { take: () => Promise.resolve(0), lock: () => Promise.resolve(0), count: () => Promise.resolve(true) },
  1,
);

describe('testing an account', () => {
  let server: Server;
  let asked = 0;
  let answer: { readonly status: number; readonly body: object } = { status: 200, body: {} };

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume().on('end', () => {
        asked += 1;
        response.writeHead(answer.status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer.body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  beforeEach(() => {
    asked = 0;
  });

  const probe = (provider: string) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const baseUrls = Object.fromEntries([...carrierFactories.keys()].map((each) => [each, url]));
    const credentials = { seal: () => '', open: () => settings[provider] ?? {} };
    const clock = new FakeClock();
    const opening = new Opening(credentials, { baseUrls, accountUrls: false, trackers: [], clock });
    const account: CarrierAccount = {
      accountId: '0193f0a0-0000-7000-8000-000000000001',
      provider,
      label: 'main',
      mode: 'live',
      sealedCredentials: '',
      createdAt: 0,
    };
    return probeWith(opening, unlimited)('demo01', account);
  };

  it.each([...carrierFactories.keys()])(
    'of %s makes exactly one call, and says what came of it',
    async (provider) => {
      const said = async (status: number) => {
        answer = { status, body: {} };
        const report = await probe(provider);
        return 'retryAfterMs' in report ? report : [report.ok, report.kind];
      };
      expect(await said(401)).toEqual([false, 'credentials']);
      expect(await said(429)).toEqual([false, 'throttled']);
      expect(await said(503)).toEqual([false, 'retryable']);
      // The wrong address is no word of the provider's.
      expect(await said(404)).toEqual([false, 'permanent']);
      expect(asked).toBe(4);
    },
  );

  it.each([
    ['运单号不存在', true],
    ['未查询到该运单的轨迹', true],
    ['查无此件', true],
    ['没有物流信息', true],
    ['单号格式错误', false],
    ['该客户不存在', false],
    ['没有访问该运单接口的权限', false],
    ['appKey 不存在', false],
  ])('takes “%s” for credentials that were accepted: %s', async (msg, ok) => {
    answer = { status: 200, body: { code: '999', msg } };
    expect(await probe('jt')).toMatchObject({ ok, code: '999', message: msg });
  });
});
