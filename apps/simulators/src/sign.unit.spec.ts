import { describe, expect, it } from '@jest/globals';
import { digestOf as depponDigestOf } from './deppon/sign.js';
import { signEvent, signRequest } from './douyin/sign.js';
import { opened, seal } from './ems/sign.js';
import { signOf as jdlSignOf } from './jdl/sign.js';
import { digestOf as jtDigestOf, orderDigestOf } from './jt/sign.js';
import { dataSign, provenData } from './kdniao/sign.js';
import { signCallback, signOrder, signQuery } from './kuaidi100/sign.js';
import { digestOf } from './sf/sign.js';
import { digestOf as stoDigestOf } from './sto/sign.js';
import { digestOf as ytoDigestOf, signOf as ytoSignOf } from './yto/sign.js';
import { signOf as yundaSignOf } from './yunda/sign.js';
import { digestOf as ztoDigestOf } from './zto/sign.js';

const appKey = '7000000000000000001';
const secret = 'demo-secret-0001';
const search =
  '{"combine_status":[{"main_status":"101","order_status":"2"}],"order_asc":true,"order_by":"update_time","page":0,"product":"T恤 <A&B>/红","size":20,"update_time_end":1700003600,"update_time_start":1700000000}';
const B5 = String.raw`[{"tag":"100","msg_id":"ED-1001","data":"{\"p_id\":4714323456789012345,\"s_ids\":[4714323456789012345],\"shop_id\":123456,\"order_status\":1,\"create_time\":1700000000}"}]`;

describe('the platform’s signatures', () => {
  it.each([
    ['order.searchList', search, 'md5', '18963db5721198440f03abdf4fe6b204'],
    [
      'order.searchList',
      search,
      'hmac-sha256',
      '0e0da4dd483cb228c48c22b4af67c8442d95ee4342be699611866ace36a94f14',
    ],
    [
      'order.orderDetail',
      '{"shop_order_id":"4714323456789012345"}',
      'md5',
      '50c119466a23b23f708131982010402f',
    ],
    [
      'order.orderDetail',
      '{"shop_order_id":"4714323456789012345"}',
      'hmac-sha256',
      'f07fa6e472cedd16f792005e94ec94ad1a1fd198c97cb3aa910c9e66e7cc6a35',
    ],
  ] as const)('agree with the vector of %s (%#)', (method, paramJson, how, sign) => {
    expect(
      signRequest(secret, { appKey, method, paramJson, timestamp: '1700000000', version: '2' }, how),
    ).toBe(sign);
  });

  it('agree with the vector of a push', () => {
    expect(signEvent(appKey, secret, B5)).toBe('3cb94a1396f985701e4f4715d5c7e5ab');
  });
});

describe('the aggregator’s DataSign', () => {
  const key = '11111111-2222-3333-4444-555555555555';
  const query = '{"ShipperCode":"ZTO","LogisticCode":"73100012345678","CustomerName":"1234"}';
  const sign = 'NmVlNjU2NzAyZmM2NDQ2YWFiZGI5ZjNhNDBlYTBiZTc=';

  it('agrees with the vectors', () => {
    expect(dataSign(query, key)).toBe(sign);
    expect(dataSign('{"OrderCode":"中文 1"}', key)).toBe('YmE3ZmU5ZmVkMTQ3YzJmZmY4MjI5NGVjMGQ4NDIzMzk=');
    const push = '{"PushTime":"2024-01-02 03:04:05","EBusinessID":"test1234567","Count":"1","Data":[]}';
    expect(dataSign(push, key)).toBe('MTRjZGZiMjEzODNlMjVhNjhjNTFlNjhlMzE2MDFhZDQ=');
  });

  it('is refused over the raw digest', () => {
    expect(provenData(query, 'buZWcC/GRGqr2586QOoL5w==', key)).toBeUndefined();
  });

  it('is found whichever field is encoded once more', () => {
    for (const data of [query, encodeURIComponent(query)]) {
      for (const proof of [sign, encodeURIComponent(sign)]) expect(provenData(data, proof, key)).toBe(query);
    }
  });
});

describe('SF’s digest', () => {
  const word = 'TESTCHECKWORD1234567890abcdefghi';

  it('agrees with the vectors, encoding as Java does', () => {
    const query =
      '{"language":"0","trackingType":"1","trackingNumber":["SF1234567890123"],"methodType":"1","checkPhoneNo":"1234"}';
    expect(digestOf(query, '1700000000', word)).toBe('Q3S7RkmFn8SiV6CSAX4cWA==');
    expect(digestOf('{"remark":"加急 a*b~c","orderId":"T-1"}', '1700000000', word)).toBe(
      '7l0IHBO+VXmqMh6K7Y7KLw==',
    );
  });
});

describe('ZTO’s digest', () => {
  it('agrees with the vectors of a call and of a push', () => {
    const query = '{"billCode":"73100012345678","mobilePhone":"1234"}';
    expect(ztoDigestOf(query, 'testsecret')).toBe('1jhIv+j8gPWEcAY4KNZ/gg==');
    const push = '{"billCode":"73100012345678","action":"GOT"}';
    expect(ztoDigestOf(push, 'testsecret')).toBe('T+5I5kTPaB002iWMVZTRyQ==');
  });
});

describe('J&T’s digests', () => {
  it('agree with the vectors of the headers and of orders', () => {
    expect(jtDigestOf('{"billCodes":"JT0000000000001"}', 'testsecret')).toBe('/Mx7xC9ytXR99WhE/pC6sA==');
    expect(orderDigestOf('J0000000001', 'pw123456', 'testsecret')).toBe('B+mls/sIVBMt0qQUnr/t8Q==');
  });
});

describe('YTO’s signatures', () => {
  it('agree with the vectors of a call and of a push', () => {
    const sign = ytoSignOf('{"Number":"YT1234567890123"}', 'track_query_adapter', 'v1', 'testsecret');
    expect(sign).toBe('tc1yNysxjQT7D/aPydwuGw==');
    const push = '<UpdateInfo><mailNo>YT1234567890123</mailNo></UpdateInfo>';
    expect(ytoDigestOf(push, 'testsecret')).toBe('0IHAKteSbeZH/rJBMo8TRQ==');
  });
});

describe('STO’s digest', () => {
  it('agrees with the vector', () => {
    const query = '{"order":"asc","waybillNoList":["777000000000001"]}';
    expect(stoDigestOf(query, 'testsecret')).toBe('vwVRE8aikcBAy3+Mviu1UA==');
  });
});

describe('Yunda’s signature', () => {
  it('agrees with the vector', () => {
    const sign = yundaSignOf('{"mailno":"4310000000001"}', 'testsecret');
    expect(sign).toBe('3cf87ec126dc372250990399cb28a99d');
  });
});

describe('Kuaidi100’s signatures', () => {
  it('agree with the vectors', () => {
    const query = '{"com":"shunfeng","num":"SF1234567890123","phone":"1234"}';
    expect(signQuery(query, 'TESTKEY', 'TESTCUSTOMER')).toBe('545FF54EC338B11B969B1E9563EB064A');
    const order = signOrder('{"kuaidicom":"shunfeng"}', '1700000000000', 'TESTKEY', 'TESTSECRET');
    expect(order).toBe('91059693F5DFF86321CBB48B33D0FF59');
    const push = '{"status":"polling","lastResult":{"nu":"SF1234567890123"}}';
    expect(signCallback(push, 'abc123')).toBe('5A24E021CE75C06D0F236D6FF38FD775');
    expect(signCallback(push, '')).toBe('AF7904952DEB64EB37415EAF70150F0D');
  });
});

describe('JDL’s signature', () => {
  it('agrees with the vector', () => {
    const signed = {
      accessToken: 'TOKEN',
      appKey: 'APPKEY',
      path: '/ecap/v1/orders/trace/query',
      body: '[{"waybillCode":"JDVA00000000001","orderOrigin":1,"customerCode":"010K000000"}]',
      timestamp: '2024-01-02 03:04:05',
    };
    expect(jdlSignOf(signed, 'testsecret')).toBe('da70f7ac770d82405a20a300ad9f86c9');
  });
});

describe('EMS’s seal', () => {
  const json = '{"waybillNo":"1100000000000"}';
  const key = 'MDEyMzQ1Njc4OWFiY2RlZg==';
  const sealed =
    '|$4|ImkUJUd6SVUDz3sP0NMBlnwJYR979LI6leS0J2J9C1r++Q9qL82C2jxcJhNmorLUMl1QH9ahSF9rrKTItnvJYA==';

  it('agrees with the vector, both ways', () => {
    expect(seal(json, key)).toBe(sealed);
    expect(opened(sealed, key)).toBe(json);
  });

  it('opens to no other key, and not without the key’s text behind the JSON', () => {
    expect(opened(sealed, 'c2FtcGxlLWVtcy1rZXktMQ==')).toBeUndefined();
    expect(opened(seal(json, key, ''), key)).toBeUndefined();
  });
});

describe('Deppon’s digest', () => {
  it('agrees with the vector', () => {
    const params = '{"mailNo":"DPK000000000001","customerCode":"400000"}';
    const digest = depponDigestOf(params, 'testkey', '1700000000000');
    expect(digest).toBe('YTg2NDFiYjcxNjBiYWEwOGIwOGZmMDhhOWIxYzE2Mjg=');
  });
});
