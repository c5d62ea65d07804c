import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Unusable } from './answer.js';
import { sign } from './sign.js';
import type { How } from './signers.js';

const douyin = { appKey: '7000000000000000001', appSecret: 'demo-secret-0001' };
const top = { appKey: '12345678', appSecret: 'helloworld' };
const pdd = { clientId: 'cid-demo', clientSecret: 'csec-demo' };
const red = { appId: 'app-demo', appSecret: 'sec-demo' };
const detail = {
  method: 'order.orderDetail',
  param_json: '{"shop_order_id":"4714323456789012345"}',
  timestamp: 1_700_000_000,
};
const pushed =
  '[{"tag":"100","msg_id":"ED-1001","data":"{\\"p_id\\":4714323456789012345,\\"s_ids\\":[4714323456789012345],\\"shop_id\\":123456,\\"order_status\\":1,\\"create_time\\":1700000000}"}]';
const kuaishouFields = {
  access_token: 'at-demo',
  appkey: 'ks700000000000000001',
  method: 'open.order.cursor.list',
  version: '1',
  timestamp: '1700000000000',
  param:
    '{"beginTime":1700000000000,"cursor":"","endTime":1700003600000,"orderViewStatus":1,"pageSize":50,"queryType":2,"sort":1}',
};
const topParams = {
  method: 'taobao.trades.sold.get',
  app_key: '12345678',
  session: 's-demo',
  timestamp: '2023-11-15 06:13:20',
  format: 'json',
  v: '2.0',
  fields: 'tid,status,payment',
  page_no: '1',
  page_size: '40',
  start_created: '2023-11-14 00:00:00',
};
const youzanMsg =
  '%7B%22tid%22%3A%22E20231115061320000100001%22%2C%22status%22%3A%22WAIT_SELLER_SEND_GOODS%22%2C%22update_time%22%3A%222023-11-15%2006%3A13%3A20%22%7D';
const pddFields = {
  type: 'pdd.order.number.list.increment.get',
  client_id: 'cid-demo',
  access_token: 'at-demo',
  timestamp: '1700000000',
  data_type: 'JSON',
  version: 'V1',
  is_lucky_flag: '0',
  order_status: '1',
  refund_status: '5',
  start_updated_at: '1699998200',
  end_updated_at: '1700000000',
  page: '1',
  page_size: '100',
  use_has_next: 'true',
};

type Vector = readonly [
  platform: string,
  description: Readonly<Record<string, unknown>>,
  credentials: Readonly<Record<string, string>>,
  signature: string,
];

const vectors: readonly Vector[] = [
  ['douyin', { call: detail }, douyin, 'f07fa6e472cedd16f792005e94ec94ad1a1fd198c97cb3aa910c9e66e7cc6a35'],
  ['douyin', { call: { ...detail, sign_method: 'md5' } }, douyin, '50c119466a23b23f708131982010402f'],
  ['douyin', { push: { body: pushed } }, douyin, '3cb94a1396f985701e4f4715d5c7e5ab'],
  [
    'kuaishou',
    { call: { fields: { ...kuaishouFields, signMethod: 'MD5' } } },
    { signSecret: 'ss-demo-0001' },
    'd5d260ac45579e7d6ab1f00160ce12d1',
  ],
  [
    'kuaishou',
    { call: { fields: { ...kuaishouFields, signMethod: 'HMAC_SHA256' } } },
    { signSecret: 'ss-demo-0001' },
    'f8BNe/Nj/ZwasGKXNkixGB1og9048kXUzmieA4+VYP0=',
  ],
  [
    'wechat',
    { push: { timestamp: '1700000000', nonce: 'n-0001' } },
    { token: 'tok-demo' },
    'c9bf70c923e50d7c2d569c5cd7bef52b087b0218',
  ],
  ['youzan', { push: { msg: youzanMsg } }, pdd, 'db53bfaab0288f65891bfad5963d9a9e'],
  [
    'taobao',
    { call: { params: { ...topParams, sign_method: 'md5' } } },
    top,
    '216EDA07F7C8FB7FE6067E791E372725',
  ],
  [
    'taobao',
    { call: { params: { ...topParams, sign_method: 'hmac' } } },
    top,
    'D29C03EA10F9D12046F4FB7AD59AC952',
  ],
  [
    'taobao',
    { call: { params: { ...topParams, sign_method: 'hmac-sha256', sign: 'left out' } } },
    top,
    'B86341B536340064C6230A6AC87A225AF8D5DD439C768B5D46042C19C1181DFA',
  ],
  [
    'taobao',
    { channel: { group_name: 'default', timestamp: 1_700_000_000_000 } },
    top,
    'C86848D198760FA334AA309207C72ECD',
  ],
  [
    'xiaohongshu',
    { call: { method: 'order.getOrderList', timestamp: '1700000000' } },
    red,
    'd5a6a622202dec845b48fb2d2681c4dc',
  ],
  [
    'xiaohongshu',
    { push: { path: '/hooks/xhs', timestamp: '1700000000' } },
    red,
    '6c456c78bc52723072365ad72d335ee5',
  ],
  [
    'xiaohongshu',
    { push: { path: '/hooks/xhs', query: 'shop=9', timestamp: '1700000000' } },
    red,
    'bf0eaa655bbc387ade112a2955cddd21',
  ],
  ['pinduoduo', { call: { fields: pddFields } }, pdd, '4685BC47E01C21E4769B8624A5BC8751'],
  ['pinduoduo', { channel: { ms: 1_700_000_000_000 } }, pdd, 'NjA5NDEwY2MwOWI5MmI4YTg1MDIzMjdiM2IxODdjOWQ='],
];

const digests: Readonly<Record<How, (text: string, secret: string) => string>> = {
  'md5 hex': (text) => createHash('md5').update(text).digest('hex'),
  'md5 HEX': (text) => createHash('md5').update(text).digest('hex').toUpperCase(),
  'md5 hex base64': (text) => Buffer.from(createHash('md5').update(text).digest('hex')).toString('base64'),
  'sha1 hex': (text) => createHash('sha1').update(text).digest('hex'),
  'hmac-md5 HEX': (text, secret) => createHmac('md5', secret).update(text).digest('hex').toUpperCase(),
  'hmac-sha256 hex': (text, secret) => createHmac('sha256', secret).update(text).digest('hex'),
  'hmac-sha256 HEX': (text, secret) => createHmac('sha256', secret).update(text).digest('hex').toUpperCase(),
  'hmac-sha256 base64': (text, secret) => createHmac('sha256', secret).update(text).digest('base64'),
};

interface Said {
  readonly text: string;
  readonly secret: string;
  readonly how: How;
  readonly signature: string;
}

describe('a described request', () => {
  it.each(vectors)(
    'of %s has the signature of its vector: %j',
    (platform, description, credentials, expected) => {
      const { json, lines } = sign(platform, description, credentials);
      expect(json).toMatchObject({ platform, signature: expected });
      expect(lines.at(-1)).toBe(expected);
    },
  );

  it.each(vectors)(
    'of %s is shown as it is signed, and its secret is not: %j',
    (platform, description, credentials) => {
      const { json, lines } = sign(platform, description, credentials);
      const { text, secret: name, how, signature } = json as Said;
      const secret = credentials[name] ?? '';
      expect(digests[how](text.replaceAll(`<${name}>`, secret), secret)).toBe(signature);
      expect(lines.join('\n')).not.toContain(secret);
    },
  );

  it.each([
    ['weimob', {}, {}, 'weimob signs nothing that is documented'],
    ['douyin', { channel: {} }, douyin, 'has to be {"call": {…}} or {"push": {…}}'],
    ['douyin', { call: { method: 'a' } }, douyin, 'the description has no text param_json'],
    ['douyin', { call: detail }, {}, 'the credentials have no appKey'],
    ['douyin', { call: { ...detail, sign_method: 'sha' } }, douyin, 'it has to be md5 or hmac-sha256'],
    ['pinduoduo', { call: { fields: { page: 1 } } }, pdd, 'fields.page has to be a text, as it is sent'],
    ['mapped', { call: {} }, {}, 'docs/mapping.md'],
  ])(
    'of %s that cannot be signed says in one line what to do: %j',
    (platform, description, credentials, words) => {
      const signing = (): unknown => sign(platform, description, credentials);
      expect(signing).toThrow(Unusable);
      expect(signing).toThrow(words);
      expect(signing).not.toThrow('\n');
    },
  );
});
