import { describe, expect, it } from '@jest/globals';
import { isPushSign, signCall, signPush } from './signature.js';

const app = { appId: 'app-demo', appSecret: 'sec-demo' };
const push = (query = '') => ({
  path: '/hooks/xhs',
  query: new URLSearchParams(query),
  timestamp: '1700000000',
});

// platforms.md §12, vectors 15 and 16.
describe('Xiaohongshu signatures', () => {
  it('sign a call over its system parameters', () => {
    expect(signCall(app, 'order.getOrderList', '1700000000')).toBe('d5a6a622202dec845b48fb2d2681c4dc');
  });

  it('sign a push over path and sorted parameters', () => {
    expect(signPush(app, push())).toBe('6c456c78bc52723072365ad72d335ee5');
    expect(signPush(app, push('shop=9'))).toBe('bf0eaa655bbc387ade112a2955cddd21');
  });

  it('hold for nothing else', () => {
    const sign = '6c456c78bc52723072365ad72d335ee5';
    expect(isPushSign(app, push(), sign)).toBe(true);
    expect(isPushSign(app, push('shop=9'), sign)).toBe(false);
    expect(isPushSign(app, { ...push(), path: '/hooks/xht' }, sign)).toBe(false);
    expect(isPushSign(app, { ...push(), timestamp: '1700000001' }, sign)).toBe(false);
    expect(isPushSign({ ...app, appSecret: 'other' }, push(), sign)).toBe(false);
    expect(isPushSign(app, push(), '')).toBe(false);
  });
});
