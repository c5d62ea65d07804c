import { describe, expect, it } from '@jest/globals';
import { signatureOf, unseal } from './signature.js';

const app = {
  appId: 'wx0123456789abcdef',
  token: 'tok-demo',
  encodingAesKey: '0123456789abcdefghijklmnopqrstuvwxyzABCDEFG',
};
const SEALED =
  'msLkpdxkt+KAFzAIEEZgG2pwcldW/X7pMYQlxrFqLHQeKqQULsWVbme1zUOs+obvhTjMZdAUvgWhw3rKbED9cIGKHGjTInQuSoNOEratbTPAzpletJyc/ljLcEzXNBsXw+X+nGU9v5V9ztb7kf9ysbqHdVCKVDAJmYLoXLv6ZN+ZBWwzd+rUx4U0AMix/r30W1bhzaKLy7yOtql/IIzciZIiOvAXyXN63U1Kf4LxNr2JC7dATJjlyJetwYzZayttcTtZ0vbLz75Ik0xB6bz+rVPRSjF7+YDH7aWl1MJoFzsRs5etq+ToxcnEXbFzEYc81siIsM0/weYldYrzdhmVSw==';
const PLAIN =
  '{"ToUserName":"gh_demo","FromUserName":"o_demo","CreateTime":1700000000,"MsgType":"event","Event":"channels_ec_order_pay","order_info":{"order_id":3705115058471208928,"pay_time":1700000000}}';

describe('the platform’s push signatures', () => {
  it('are made of the parts in the order of the alphabet, whatever order they are given in', () => {
    const expected = 'c9bf70c923e50d7c2d569c5cd7bef52b087b0218';
    expect(signatureOf('tok-demo', '1700000000', 'n-0001')).toBe(expected);
    expect(signatureOf('n-0001', 'tok-demo', '1700000000')).toBe(expected);
  });

  it('cover the ciphertext of a sealed push', () => {
    const expected = '68f764c61bb919e6fdf6710feaae8c9a48d97809';
    expect(signatureOf('tok-demo', '1700000000', 'n-0001', SEALED)).toBe(expected);
  });
});

describe('a sealed push', () => {
  it('opens to its text and the application it was sealed for', () => {
    expect(unseal(app, SEALED)).toEqual({ text: PLAIN, appId: app.appId });
  });

  it.each([
    ['with another key', { ...app, encodingAesKey: 'x'.repeat(43) }, SEALED],
    ['cut short', app, SEALED.slice(0, 40)],
    ['cut by a block', app, Buffer.from(SEALED, 'base64').subarray(0, -16).toString('base64')],
    ['of nothing', app, ''],
  ])('%s does not open', (_how, opener, sealed) => {
    expect(() => unseal(opener, sealed)).toThrow();
  });
});
