import { describe, expect, it } from '@jest/globals';
import { signCall } from './signature.js';

const fields = {
  timestamp: '1700000000000',
  version: '1',
  param:
    '{"beginTime":1700000000000,"cursor":"","endTime":1700003600000,"orderViewStatus":1,"pageSize":50,"queryType":2,"sort":1}',
  method: 'open.order.cursor.list',
  appkey: 'ks700000000000000001',
  access_token: 'at-demo',
};

describe('Kuaishou signatures', () => {
  it.each([
    ['MD5', 'd5d260ac45579e7d6ab1f00160ce12d1'],
    ['HMAC_SHA256', 'f8BNe/Nj/ZwasGKXNkixGB1og9048kXUzmieA4+VYP0='],
  ])('signs a call with %s, whatever the order of its fields', (signMethod, expected) => {
    expect(signCall('ss-demo-0001', { signMethod, ...fields })).toBe(expected);
    expect(signCall('ss-demo-0001', { ...fields, signMethod })).toBe(expected);
  });

  it('signs the values as they are, not as a URL has them', () => {
    const signed = (param: string) => signCall('s', { ...fields, param, signMethod: 'MD5' });
    expect(signed('{"title":"短袖 &"}')).not.toBe(signed(encodeURIComponent('{"title":"短袖 &"}')));
  });
});
