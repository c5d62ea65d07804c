import { describe, expect, it } from '@jest/globals';
import { readPlatformForms } from './request-return.js';

describe('the forms of platforms', () => {
  it('are read by platform, an equals sign in the URL among them', () => {
    const forms = readPlatformForms('douyin=https://a.test/,youzan=https://b.test/case?order={order}');
    expect([...forms]).toEqual([
      ['douyin', 'https://a.test/'],
      ['youzan', 'https://b.test/case?order={order}'],
    ]);
    expect([...readPlatformForms('')]).toEqual([]);
  });
});
