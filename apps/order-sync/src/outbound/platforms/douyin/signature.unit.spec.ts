import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from './canonical-json.js';
import { eventSign, isEventSign, signCall } from './signature.js';

const app = { appKey: '7000000000000000001', appSecret: 'demo-secret-0001' };
const timestamp = '1700000000';
const list =
  '{"combine_status":[{"main_status":"101","order_status":"2"}],"order_asc":true,"order_by":"update_time","page":0,' +
  '"product":"T恤 <A&B>/红","size":20,"update_time_end":1700003600,"update_time_start":1700000000}';
const push = Buffer.from(
  '[{"tag":"100","msg_id":"ED-1001","data":"{\\"p_id\\":4714323456789012345,\\"s_ids\\":[4714323456789012345],' +
    '\\"shop_id\\":123456,\\"order_status\\":1,\\"create_time\\":1700000000}"}]',
);

describe('Douyin signatures', () => {
  it('writes param_json with keys sorted at every depth and nothing escaped', () => {
    const params = {
      size: 20,
      page: 0,
      update_time_start: 1700000000,
      update_time_end: 1700003600,
      order_by: 'update_time',
      order_asc: true,
      combine_status: [{ order_status: '2', main_status: '101' }],
      product: 'T恤 <A&B>/红',
    };
    expect(canonicalJson(params)).toBe(list);
  });

  it('writes an id the platform wants as a number to its last digit', () => {
    expect(canonicalJson({ receiver_address_id: 9007199254740993101n })).toBe(
      '{"receiver_address_id":9007199254740993101}',
    );
  });

  it('sorts integer-like keys as text', () => {
    expect(canonicalJson({ b: 1, '10': 2, '9': 3, left: undefined })).toBe('{"10":2,"9":3,"b":1}');
  });

  it.each([
    ['order.searchList', list, 'md5', '18963db5721198440f03abdf4fe6b204'],
    [
      'order.searchList',
      list,
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
  ] as const)('signs a call of %s', (method, paramJson, how, expected) => {
    expect(signCall(app, { method, paramJson, timestamp }, how)).toBe(expected);
  });

  it('proves a push over its raw bytes, and refuses one byte more', () => {
    expect(eventSign(app, push)).toBe('3cb94a1396f985701e4f4715d5c7e5ab');
    expect(isEventSign(app, push, '3cb94a1396f985701e4f4715d5c7e5ab')).toBe(true);
    expect(
      isEventSign(app, Buffer.concat([push, Buffer.from(' ')]), '3cb94a1396f985701e4f4715d5c7e5ab'),
    ).toBe(false);
    expect(isEventSign(app, push, '')).toBe(false);
  });
});
