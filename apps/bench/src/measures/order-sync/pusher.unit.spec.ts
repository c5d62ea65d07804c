import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { orderPush } from './pusher.js';

const APP_KEY = '7000000000000000001';
const APP_SECRET = 'sample-douyin-secret';

describe('a push of the bench', () => {
  it('is signed over its bytes, between the key and the secret of the application', () => {
    const { body, sign } = orderPush('9000000001', '4714323456780000123', '101');
    expect(sign).toBe(createHash('md5').update(`${APP_KEY}${body}${APP_SECRET}`).digest('hex'));
  });

  it('names the order by a bare number of all its digits, and is another message each time', () => {
    const [first, second] = [1, 2].map(() => orderPush('9000000001', '4714323456780000123', '100').body);
    const [message] = JSON.parse(first ?? '') as { msg_id: string; data: string }[];
    const [other] = JSON.parse(second ?? '') as { msg_id: string }[];
    expect(message?.data).toContain('"p_id":4714323456780000123,');
    expect(message?.msg_id).not.toBe(other?.msg_id);
  });
});
