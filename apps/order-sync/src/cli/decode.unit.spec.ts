import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { connectors } from '../outbound/platforms/registry.js';
import { Unusable } from './answer.js';
import { decode, type Captured } from './decode.js';

const douyin = { appKey: '7000000000000000001', appSecret: 'demo-secret-0001' };
const douyinBody =
  '[{"tag":"100","msg_id":"ED-1001","data":"{\\"p_id\\":4714323456789012345,\\"s_ids\\":[4714323456789012345],\\"shop_id\\":123456,\\"order_status\\":1,\\"create_time\\":1700000000}"}]';
const douyinHeaders = { 'app-id': douyin.appKey, 'event-sign': '3cb94a1396f985701e4f4715d5c7e5ab' };
const kuaishou = { appKey: 'ks700000000000000001', messageSecret: 'MDEyMzQ1Njc4OWFiY2RlZg==' };
const kuaishouBody =
  'R+UIrCR7gUIu2GDH5Zi7P7oN8dY/Dmf4ic7F4SvD5DpCnF1KP+2JYLNvpbRJxisSlSVTHm5PHjLTIpHP/OmG7XAnwZ+PCeT861sw9Q2lulyvoC7FxTmcF1tO7eR0CUnOHt95gQhezqfiVUXB2lrBgRkxcZQ/l0U+5nzVGHfNaKIuDBfvHN9SVC+2rKUtUCq++RUA6vZXDPaJEnCRmN3vM/XZdfBhhBVoMdQt8bjgOEHmQKN3XG6iIDabThDiR3AIgg4PDZSH4N56H7/DAt1feFpnqB7wCL5TPrw8FBDNDAWoQZNBt5xvCKGqAA/XWJNY+6eNxm3lYdHJPjSOG03hXIJR9+4sym9QW8FmibL6iDdVeQRmEpfDpnRDlfWG+Jhg';
const wechat = {
  appId: 'wx0123456789abcdef',
  token: 'tok-demo',
  encodingAesKey: '0123456789abcdefghijklmnopqrstuvwxyzABCDEFG',
};
const wechatBody = JSON.stringify({
  ToUserName: 'gh_demo',
  Encrypt:
    'msLkpdxkt+KAFzAIEEZgG2pwcldW/X7pMYQlxrFqLHQeKqQULsWVbme1zUOs+obvhTjMZdAUvgWhw3rKbED9cIGKHGjTInQuSoNOEratbTPAzpletJyc/ljLcEzXNBsXw+X+nGU9v5V9ztb7kf9ysbqHdVCKVDAJmYLoXLv6ZN+ZBWwzd+rUx4U0AMix/r30W1bhzaKLy7yOtql/IIzciZIiOvAXyXN63U1Kf4LxNr2JC7dATJjlyJetwYzZayttcTtZ0vbLz75Ik0xB6bz+rVPRSjF7+YDH7aWl1MJoFzsRs5etq+ToxcnEXbFzEYc81siIsM0/weYldYrzdhmVSw==',
});
const wechatQuery =
  'encrypt_type=aes&timestamp=1700000000&nonce=n-0001&msg_signature=68f764c61bb919e6fdf6710feaae8c9a48d97809';

const capture = (body: string, more: Partial<Captured> = {}): Captured => ({
  body: Buffer.from(body),
  ...more,
});

const genuine: readonly (readonly [string, Captured, object])[] = [
  [
    'douyin',
    capture(douyinBody, { credentials: douyin, headers: douyinHeaders }),
    {
      verification: 'verified, known again by ED-1001',
      hints: [{ vendorShopId: '123456', platformOrderId: '4714323456789012345' }],
    },
  ],
  [
    'kuaishou',
    capture(kuaishouBody, { credentials: kuaishou }),
    {
      verification: 'verified, known again by ev-1',
      hints: [{ vendorShopId: '1', platformOrderId: '2311500000012345' }],
    },
  ],
  [
    'wechat',
    capture(wechatBody, { credentials: wechat, query: wechatQuery }),
    {
      verification: expect.stringContaining('verified, known again by channels_ec_order_pay/') as unknown,
      hints: [{ vendorShopId: wechat.appId, platformOrderId: '3705115058471208928' }],
    },
  ],
];

const stranger = { appSecret: 'guess', messageSecret: 'MDEyMzQ1Njc4OWFiY2RlZA==', token: 'guess' };

describe('a captured push', () => {
  it.each(genuine)(
    'of %s is verified, and says what to ask for, digit by digit',
    async (id, captured, json) => {
      expect(await decode(id, captured)).toMatchObject({ json: { platform: id, unmapped: [], ...json } });
    },
  );

  it.each(genuine)(
    'of %s is refused with the credentials of somebody else, and not read',
    async (id, captured) => {
      const credentials = { ...captured.credentials, ...stranger };
      const { bad, json, lines } = await decode(id, { ...captured, credentials });
      expect({ bad, members: Object.keys(json as object) }).toEqual({
        bad: true,
        members: ['platform', 'verification'],
      });
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain('refused: signature');
    },
  );

  it('is read without credentials where it is not sealed, and says that nothing was verified', async () => {
    const { json } = await decode('douyin', capture(douyinBody));
    expect(json).toMatchObject({
      verification: 'not verified: no credentials given',
      hints: [{ platformOrderId: '4714323456789012345' }],
    });
    await expect(decode('kuaishou', capture(kuaishouBody))).rejects.toThrow('sealed with another key');
  });

  it('of a channel carries no proof', async () => {
    const body =
      '{"message":{"type":"pdd_trade_TradeConfirmed","mallID":90071992547409931,"content":"{\\"tid\\":\\"231115-1\\"}"}}';
    expect((await decode('pinduoduo', capture(body))).json).toMatchObject({
      verification: 'not verified: a message of a channel carries no proof of its own',
      hints: [{ vendorShopId: '90071992547409931', platformOrderId: '231115-1' }],
    });
  });

  it('of a kind nobody documented is told raw', async () => {
    const { json, lines } = await decode('weimob', capture('{"id":"1","topic":"weimob_shop.nobodys"}'));
    expect(json).toMatchObject({ hints: [], unmapped: [{ what: 'push-tag', value: 'weimob_shop.nobodys' }] });
    expect(lines.at(-1)).toBe('unmapped push-tag "weimob_shop.nobodys"');
  });

  it.each(connectors.map(({ manifest }) => manifest.id))(
    'of %s is read, or it is said in one line why not, whatever it holds',
    async (id) => {
      const one = async (body: Uint8Array, credentials?: Captured['credentials']): Promise<void> => {
        const told = credentials === undefined ? {} : { credentials };
        await decode(id, { body: Buffer.from(body), ...told }).catch((error: unknown) => {
          expect(error).toBeInstanceOf(Unusable);
          expect(String(error)).not.toContain('\n');
        });
      };
      const json = fc.json().map((text) => new TextEncoder().encode(text));
      await fc.assert(
        fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 200 }), json), async (body) => {
          await one(body);
          await one(body, { ...douyin, ...kuaishou, ...wechat });
        }),
        { numRuns: 200 },
      );
    },
  );
});
