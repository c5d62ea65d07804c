import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { hmacOf, signBody, signDouyin, signKuaishou, signSorted, signTop } from './sign.js';

const top = Object.entries({
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
});

describe('the presets sign', () => {
  it.each([
    ['md5', '216EDA07F7C8FB7FE6067E791E372725'],
    ['hmac', 'D29C03EA10F9D12046F4FB7AD59AC952'],
    ['hmac-sha256', 'B86341B536340064C6230A6AC87A225AF8D5DD439C768B5D46042C19C1181DFA'],
  ] as const)('as TOP does, by %s (vector 11)', (method, sign) => {
    expect(signTop(method, 'helloworld', [...top, ['sign_method', method]])).toBe(sign);
  });

  it('by sorted parameters behind a secret, as Jushuitan does (vector 17)', () => {
    const pairs = Object.entries({
      app_key: 'ak-demo',
      access_token: 'at-demo',
      timestamp: '1700000000',
      charset: 'utf-8',
      version: '2',
      biz: '{"modified_begin":"2023-11-14 00:00:00","page_index":1}',
    });
    const auth = {
      kind: 'sorted-md5',
      params: {},
      as: 'sign',
      pairs: 'glued',
      secret: 'before',
      letters: 'lower',
    } as const;
    expect(signSorted(auth, 'sec-demo', pairs)).toBe('db6bc7972c3fcc2bab9977e98b669a72');
  });

  it('by sorted parameters between secrets, in capitals, as Pinduoduo does (vector 13)', () => {
    const pairs = Object.entries({
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
    });
    const auth = {
      kind: 'sorted-md5',
      params: {},
      as: 'sign',
      pairs: 'glued',
      secret: 'around',
      letters: 'upper',
    } as const;
    expect(signSorted(auth, 'csec-demo', pairs)).toBe('4685BC47E01C21E4769B8624A5BC8751');
  });

  it.each([
    ['md5', '50c119466a23b23f708131982010402f'],
    ['hmac-sha256', 'f07fa6e472cedd16f792005e94ec94ad1a1fd198c97cb3aa910c9e66e7cc6a35'],
  ] as const)('as Douyin does, by %s (vector 3)', (method, sign) => {
    const pairs = Object.entries({
      v: '2',
      app_key: '7000000000000000001',
      method: 'order.orderDetail',
      param_json: '{"shop_order_id":"4714323456789012345"}',
      timestamp: '1700000000',
    });
    expect(signDouyin(method, 'demo-secret-0001', pairs)).toBe(sign);
  });

  it.each([
    ['MD5', 'd5d260ac45579e7d6ab1f00160ce12d1'],
    ['HMAC_SHA256', 'f8BNe/Nj/ZwasGKXNkixGB1og9048kXUzmieA4+VYP0='],
  ] as const)('as Kuaishou does, by %s (vector 6)', (method, sign) => {
    const pairs = Object.entries({
      access_token: 'at-demo',
      appkey: 'ks700000000000000001',
      method: 'open.order.cursor.list',
      version: '1',
      timestamp: '1700000000000',
      signMethod: method,
      param:
        '{"beginTime":1700000000000,"cursor":"","endTime":1700003600000,"orderViewStatus":1,"pageSize":50,"queryType":2,"sort":1}',
    });
    expect(signKuaishou(method, 'ss-demo-0001', pairs)).toBe(sign);
  });

  it('a body, alone or behind its time, over its bytes', () => {
    const body = Buffer.from([0x7b, 0xff, 0x7d]);
    const plain = { algorithm: 'sha256', encoding: 'hex', signed: 'body' } as const;
    const timed = { algorithm: 'sha1', encoding: 'base64', prefix: 'v1=', signed: 'timestamp.body' } as const;
    expect(hmacOf(plain, 's', body, '7')).toBe(createHmac('sha256', 's').update(body).digest('hex'));
    const whole = Buffer.concat([Buffer.from('7.'), body]);
    expect(hmacOf(timed, 's', body, '7')).toBe(
      `v1=${createHmac('sha1', 's').update(whole).digest('base64')}`,
    );
  });

  it('a body by MD5 with the secret behind it', () => {
    expect(signBody('c', 'ab', 'upper')).toBe('900150983CD24FB0D6963F7D28E17F72');
  });
});
