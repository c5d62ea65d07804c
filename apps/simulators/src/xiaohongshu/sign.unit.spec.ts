import { describe, expect, it } from '@jest/globals';
import { signPush, signRequest } from './sign.js';

const call = { method: 'order.getOrderList', appId: 'app-demo', timestamp: '1700000000', version: '2.0' };
const push = (query: string): string =>
  signPush('sec-demo', new URL(`http://product/hooks/xhs${query}`), 'app-demo', '1700000000');

// platforms.md §12, vectors 15 and 16.
describe('the platform’s signatures', () => {
  it('are those of the published vectors', () => {
    expect(signRequest('sec-demo', call)).toBe('d5a6a622202dec845b48fb2d2681c4dc');
    expect(push('')).toBe('6c456c78bc52723072365ad72d335ee5');
    expect(push('?shop=9')).toBe('bf0eaa655bbc387ade112a2955cddd21');
  });
});
