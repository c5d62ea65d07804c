import { describe, expect, it } from '@jest/globals';
import { carrierOf, featuresIn, openCarrier, settingsOfMode, type AccountAddress } from './account.js';
import { directProviders } from './direct.js';
import type { CarrierError } from './errors.js';
import { CarrierHttpFailure, type CarrierHttp } from './http.js';
import { isSupported } from './port.js';
import { carrierFactories } from './registry.js';

const accounts: Readonly<Record<string, object>> = {
  kdniao: { eBusinessId: '1000001', apiKey: 'test-kdniao-key', namesCarrier: true },
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

const ANYBODY = { carriers: ['YTO'], madeUpNumber: 'YT0000000000000' };

/** Where a query and an order of an account go; without what follows the path. */
async function calledBy(address: AccountAddress): Promise<{ track?: string; order?: string }> {
  let called = '';
  const http: CarrierHttp = {
    post: ({ url }) => {
      called = url.split('?')[0] ?? '';
      return Promise.reject(new CarrierHttpFailure('connection', undefined, 'no'));
    },
  };
  const { track, pickups } = openCarrier(address, accounts[address.provider] ?? {}, {
    http,
    clock: { now: () => 0 },
  });
  const asked = async (call: () => Promise<unknown>): Promise<string> => {
    await expect(call()).rejects.toThrow();
    return called;
  };
  const { carriers, madeUpNumber } = directProviders.get(address.provider) ?? ANYBODY;
  const parcel = { carrier: carriers[0] ?? '', number: madeUpNumber, phoneTail: '0000' };
  return {
    ...(isSupported(track) ? { track: await asked(() => track(parcel)) } : {}),
    ...(isSupported(pickups)
      ? { order: await asked(() => pickups.cancel({ bookingId: 'b1', providerOrderId: 'o1', why: 'w' })) }
      : {}),
  };
}

/** carriers.md: the two of them, and what its provider's sandbox does not have. */
const expected: readonly (readonly [provider: string, live: object, sandbox: object])[] = [
  [
    'kdniao',
    {
      track: 'https://api.kdniao.com/Ebusiness/EbusinessOrderHandle.aspx',
      order: 'https://api.kdniao.com/api/OOrderService',
    },
    {
      track: 'http://sandboxapi.kdniao.com:8080/kdniaosandbox/gateway/exterfaceInvoke.json',
      order: 'http://183.62.170.46:8081/api/dist',
    },
  ],
  [
    'kuaidi100',
    {
      track: 'https://poll.kuaidi100.com/poll/query.do',
      order: 'https://poll.kuaidi100.com/order/borderapi.do',
    },
    { order: 'https://api.kuaidi100.com/apiMock/border' },
  ],
  [
    'sf',
    { track: 'https://sfapi.sf-express.com/std/service' },
    { track: 'https://sfapi-sbox.sf-express.com/std/service' },
  ],
  [
    'zto',
    { track: 'https://japi.zto.com/zto.merchant.waybill.track.query' },
    { track: 'https://japi-test.zto.com/zto.merchant.waybill.track.query' },
  ],
  [
    'ems',
    { track: 'https://api.ems.com.cn/amp-prod-api/f/amp/api/open' },
    { track: 'https://api.ems.com.cn/amp-prod-api/f/amp/api/test' },
  ],
  [
    'jt',
    { track: 'https://openapi.jtexpress.com.cn/webopenplatformapi/api/logistics/trace' },
    { track: 'https://uat-openapi.jtexpress.com.cn/webopenplatformapi/api/logistics/trace' },
  ],
  [
    'sto',
    { track: 'https://cloudinter-linkgatewayonline.sto.cn/gateway/link.do' },
    { track: 'http://cloudinter-linkgatewaytest.sto.cn/gateway/link.do' },
  ],
  [
    'yto',
    { track: 'https://openapi.yto.net.cn:11443/open/track_query_adapter/v1/test/K1' },
    { track: 'https://openuat.yto56test.com:6443/open/track_query_adapter/v1/test/K1' },
  ],
  [
    'jdl',
    { track: 'https://api.jdl.com/ecap/v1/orders/trace/query' },
    { track: 'https://uat-api.jdl.com/ecap/v1/orders/trace/query' },
  ],
  [
    'yunda',
    { track: 'https://openapi.yundaex.com/openapi/outer/logictis/query' },
    { track: 'https://u-openapi.yundasys.com/openapi/outer/logictis/query' },
  ],
];

describe('the mode of an account', () => {
  it.each(expected)('of %s picks where it is reached', async (provider, live, sandbox) => {
    expect(await calledBy({ provider, mode: 'live' })).toMatchObject(live);
    const there = await calledBy({ provider, mode: 'sandbox' });
    expect(there).toMatchObject(sandbox);
    // Nothing of a sandbox account may reach the live host.
    expect('track' in there).toBe('track' in sandbox);
  });

  it.each(
    [...carrierFactories.keys()].filter((each) => typeof carrierOf(each).manifest.sandbox !== 'string'),
  )('of %s does not matter where the installation says where it is reached', async (provider) => {
    const url = 'https://simulators.example/x';
    const [live, sandbox] = await Promise.all([
      calledBy({ provider, mode: 'live', url }),
      calledBy({ provider, mode: 'sandbox', url }),
    ]);
    for (const called of [...Object.values(live), ...Object.values(sandbox)])
      expect(called).toMatch(/^https:\/\/simulators\.example\/x\//);
    expect(live).toMatchObject(sandbox);
  });

  it('is live only where no sandbox is documented, whatever the installation says, with the reason', () => {
    for (const url of [undefined, 'https://simulators.example']) {
      const refused = () =>
        openCarrier({ provider: 'deppon', mode: 'sandbox', url }, accounts['deppon'] ?? {}, {
          http: { post: () => Promise.reject(new Error('asked')) },
          clock: { now: () => 0 },
        });
      expect(refused).toThrow(
        expect.objectContaining({
          name: 'CarrierSettingsError',
          violations: [
            { field: 'mode', message: expect.stringMatching(/no sandbox .*orders only/) as never },
          ],
        }),
      );
    }
  });

  it('alone decides its settings, and what its features are', () => {
    expect(settingsOfMode(carrierOf('ems').manifest)).toEqual(['environment']);
    expect(settingsOfMode(carrierOf('sf').manifest)).toEqual([]);
    expect(settingsOfMode(carrierOf('deppon').manifest)).toEqual([]);
    const { manifest } = carrierOf('kuaidi100');
    expect(featuresIn(manifest, 'live')).toEqual(expect.arrayContaining(['track', 'subscribe', 'book']));
    expect(featuresIn(manifest, 'live')).not.toContain('reach');
    const inSandbox = featuresIn(manifest, 'sandbox');
    expect(inSandbox).toContain('book');
    for (const each of ['track', 'subscribe', 'recognise', 'intercept'])
      expect(inSandbox).not.toContain(each);
  });
});

/** However a provider words its refusals. */
const refusalSaying = (words: string): object => ({
  ...Object.fromEntries(['Success', 'success', 'result', 'status'].map((field) => [field, false])),
  ...Object.fromEntries(
    ['Reason', 'message', 'msg', 'retMsg', 'reason', 'errorMsg'].map((each) => [each, words]),
  ),
  ...Object.fromEntries(
    ['ResultCode', 'returnCode', 'code', 'retCode', 'errorCode'].map((each) => [each, words]),
  ),
  apiResultCode: words,
  apiErrorMsg: words,
  resultCode: words,
  error_response: { code: words, zh_desc: words },
});

describe('what goes wrong with an account', () => {
  it.each([...carrierFactories.keys()])('of %s repeats none of its secrets', async (provider) => {
    const settings = Object.entries(accounts[provider] ?? {});
    const { secrets } = carrierOf(provider).manifest;
    const own = settings.filter(([name]) => secrets.includes(name)).map(([, value]) => String(value));
    const body = Buffer.from(JSON.stringify(refusalSaying(`no such key: ${own.join()}.`)));
    const http = { post: () => Promise.resolve({ status: 200, headers: {}, body }) };
    const clock = { now: () => 0 };
    const { track, pickups } = openCarrier({ provider, mode: 'live' }, Object.fromEntries(settings), {
      http,
      clock,
    });
    const { carriers, madeUpNumber } = directProviders.get(provider) ?? ANYBODY;
    const parcel = { carrier: carriers[0] ?? '', number: madeUpNumber, phoneTail: '0000' };
    const calls = [
      ...(isSupported(track) ? [() => track(parcel)] : []),
      ...(isSupported(pickups)
        ? [() => pickups.cancel({ bookingId: 'b1', providerOrderId: 'o1', why: 'w' })]
        : []),
    ];
    expect(calls.length).toBeGreaterThan(0);
    for (const call of calls) {
      const error = await call().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: 'CarrierError', provider });
      const { message, code = '', stack = '', cause } = error as CarrierError;
      expect([message, code]).toContain(`no such key: ${own.map(() => '…').join()}.`);
      for (const secret of own) expect([message, code, stack, String(cause)].join()).not.toContain(secret);
    }
  });
});
