import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { signedHeaders } from './signature.js';

const secret = (letter: string) => `whsec_${Buffer.alloc(32, letter).toString('base64')}`;
const AT = Date.UTC(2026, 10, 23, 2, 0, 0, 900);

describe('webhook signature', () => {
  it('is HMAC-SHA256 over id, seconds and the bytes that are sent', () => {
    const body = '{"type":"x","data":{"名":1}}';
    const headers = signedHeaders([secret('a')], 'evt-1', AT, body);
    const seconds = String(Math.floor(AT / 1000));
    const expected = createHmac('sha256', Buffer.alloc(32, 'a'))
      .update(`evt-1.${seconds}.${body}`)
      .digest('base64');
    expect(headers).toEqual({
      'webhook-id': 'evt-1',
      'webhook-timestamp': seconds,
      'webhook-signature': `v1,${expected}`,
    });
  });

  it('signs with both secrets while one replaces the other, the newer first', () => {
    const both = signedHeaders([secret('b'), secret('a')], 'evt-1', AT, '{}')['webhook-signature'];
    const [older] = [signedHeaders([secret('a')], 'evt-1', AT, '{}')['webhook-signature']];
    expect(both?.split(' ')).toHaveLength(2);
    expect(both?.split(' ')[1]).toBe(older);
  });
});
