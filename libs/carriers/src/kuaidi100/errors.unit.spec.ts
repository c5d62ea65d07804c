import { describe, expect, it } from '@jest/globals';
import { failIfRefused } from './errors.js';

describe('what Kuaidi100 refuses', () => {
  it('quotes no phone', () => {
    const answer = { result: false, returnCode: '400', message: '手机号13800000000无效' };
    expect(() => {
      failIfRefused('order', answer, true);
    }).toThrow('手机号…无效');
  });

  it('quotes nothing that is personal', () => {
    const answer = { result: false, returnCode: '400', message: '张三的地址某街道1号无法揽收' };
    expect(() => {
      failIfRefused('order', answer, true, ['张三', '某街道1号']);
    }).toThrow('…的地址…无法揽收');
  });
});
