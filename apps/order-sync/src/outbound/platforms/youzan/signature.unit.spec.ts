import { describe, expect, it } from '@jest/globals';
import { isPushSign, pushSign } from './signature.js';

const app = { clientId: 'cid-demo', clientSecret: 'csec-demo' };
const msg =
  '%7B%22tid%22%3A%22E20231115061320000100001%22%2C%22status%22%3A%22WAIT_SELLER_SEND_GOODS%22%2C%22update_time%22%3A%222023-11-15%2006%3A13%3A20%22%7D';

describe('the sign of a Youzan push', () => {
  it('is the reference’s own vector', () => {
    expect(pushSign(app, msg)).toBe('db53bfaab0288f65891bfad5963d9a9e');
  });

  it('is of the message as it came: one decoded, or one sign less, is another', () => {
    const sign = pushSign(app, msg);
    expect(isPushSign(app, msg, sign)).toBe(true);
    expect(isPushSign(app, decodeURIComponent(msg), sign)).toBe(false);
    expect(isPushSign(app, msg, sign.slice(1))).toBe(false);
    expect(isPushSign({ ...app, clientSecret: 'other' }, msg, sign)).toBe(false);
  });
});
