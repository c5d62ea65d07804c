import { describe, expect, it } from '@jest/globals';
import { signCall, signConnect, type SignMethod } from './signature.js';

const app = { appKey: '12345678', appSecret: 'helloworld' };
const params = (signMethod: SignMethod) => ({
  method: 'taobao.trades.sold.get',
  app_key: '12345678',
  session: 's-demo',
  timestamp: '2023-11-15 06:13:20',
  format: 'json',
  v: '2.0',
  fields: 'tid,status,payment',
  page_no: '1',
  page_size: '40',
  start_created: '2023-11-14 00:00:00',
  sign_method: signMethod,
});

describe('TOP signatures', () => {
  it.each([
    ['md5', '216EDA07F7C8FB7FE6067E791E372725'],
    ['hmac', 'D29C03EA10F9D12046F4FB7AD59AC952'],
    ['hmac-sha256', 'B86341B536340064C6230A6AC87A225AF8D5DD439C768B5D46042C19C1181DFA'],
  ] as const)('signs a call by %s as the test vector has it', (method, sign) => {
    expect(signCall(app, params(method), method)).toBe(sign);
  });

  it('does not sign the signature', () => {
    expect(signCall(app, { ...params('md5'), sign: 'X' }, 'md5')).toBe(signCall(app, params('md5'), 'md5'));
  });

  it('signs the frame that opens the message channel as the test vector has it', () => {
    expect(signConnect(app, 'default', '1700000000000')).toBe('C86848D198760FA334AA309207C72ECD');
  });
});
