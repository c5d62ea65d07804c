import { describe, expect, it } from '@jest/globals';
import { failIfRefused } from './errors.js';

describe('what Kuaidi100 refuses', () => {
  it('quotes no phone', () => {
    const answer = { result: false, returnCode: '400', message: '手机号13800000000无效' };
    expect(() => {
      failIfRefused('order', answer, true);
    }).toThrow('手机号…无效');
  });
});
