import { describe, expect, it } from '@jest/globals';
import { proofOf, seal } from './seal.js';

const app = { appId: 'wx0123456789abcdef', encodingAesKey: '0123456789abcdefghijklmnopqrstuvwxyzABCDEFG' };
const TEXT =
  '{"ToUserName":"gh_demo","FromUserName":"o_demo","CreateTime":1700000000,"MsgType":"event","Event":"channels_ec_order_pay","order_info":{"order_id":3705115058471208928,"pay_time":1700000000}}';
const SEALED =
  'msLkpdxkt+KAFzAIEEZgG2pwcldW/X7pMYQlxrFqLHQeKqQULsWVbme1zUOs+obvhTjMZdAUvgWhw3rKbED9cIGKHGjTInQuSoNOEratbTPAzpletJyc/ljLcEzXNBsXw+X+nGU9v5V9ztb7kf9ysbqHdVCKVDAJmYLoXLv6ZN+ZBWwzd+rUx4U0AMix/r30W1bhzaKLy7yOtql/IIzciZIiOvAXyXN63U1Kf4LxNr2JC7dATJjlyJetwYzZayttcTtZ0vbLz75Ik0xB6bz+rVPRSjF7+YDH7aWl1MJoFzsRs5etq+ToxcnEXbFzEYc81siIsM0/weYldYrzdhmVSw==';

describe('the platform’s pushes', () => {
  it('are proven over their parts in the order of the alphabet', () => {
    const parts = ['tok-demo', '1700000000', 'n-0001'];
    expect(proofOf(parts)).toBe('c9bf70c923e50d7c2d569c5cd7bef52b087b0218');
    expect(proofOf([...parts, SEALED])).toBe('68f764c61bb919e6fdf6710feaae8c9a48d97809');
  });

  it('are sealed in blocks of 32 bytes', () => {
    expect(seal(app, TEXT, Buffer.from('aaaabbbbccccdddd'))).toBe(SEALED);
  });
});
