import { describe, expect, it } from '@jest/globals';
import { DAY } from '@cartrail/kernel';
import { TaobaoAuthorisation } from './authorisation.js';
import type { Params } from './signature.js';
import type { TokenReply } from './wire.js';

const reply: TokenReply = {
  access_token: 'at',
  refresh_token: 'rt',
  expires_in: 86_400,
  re_expires_in: 2_592_000,
  taobao_user_id: '9007199254740993',
  taobao_user_nick: '%E6%B7%98%E5%AE%9D',
};

function authorisation(more: TokenReply = {}) {
  const forms: Params[] = [];
  const token = (form: Params) => {
    forms.push(form);
    return Promise.resolve({ ...reply, ...more });
  };
  const page = { oauthUrl: 'https://oauth.example', appKey: '12345678' };
  return { forms, door: new TaobaoAuthorisation({ token }, page) };
}
const code = { kind: 'code', code: 'c-1', redirectUri: 'https://us.example/back' } as const;

describe('authorising a shop of Taobao', () => {
  it('sends the merchant to the page of consent with our state', () => {
    expect(authorisation().door.url('s&1', 'https://us.example/back')).toBe(
      'https://oauth.example/authorize?response_type=code&client_id=12345678' +
        '&redirect_uri=https%3A%2F%2Fus.example%2Fback&state=s%261',
    );
  });

  it('takes tokens for a code, with whose they are and how long they live', async () => {
    const { door, forms } = authorisation();
    const before = Date.now();
    const { tokens, ...whose } = await door.grant(code);
    expect(forms).toEqual([
      { grant_type: 'authorization_code', code: 'c-1', redirect_uri: 'https://us.example/back' },
    ]);
    expect(whose).toEqual({ vendorShopId: '9007199254740993', shopName: '淘宝' });
    expect(tokens).toMatchObject({ accessToken: 'at', refreshToken: 'rt' });
    expect(tokens.issuedAt).toBeGreaterThanOrEqual(before);
    expect(tokens.accessExpiresAt - tokens.issuedAt).toBe(DAY);
    expect((tokens.refreshExpiresAt ?? 0) - tokens.issuedAt).toBe(30 * DAY);
  });

  it('refreshes', async () => {
    const { door, forms } = authorisation();
    expect(await door.refresh({ refreshToken: 'rt-0' })).toMatchObject({ accessToken: 'at' });
    expect(forms).toEqual([{ grant_type: 'refresh_token', refresh_token: 'rt-0' }]);
  });

  it('knows that a refresh token of no life refreshes nothing: the merchant is needed when the access token ends', async () => {
    const tokens = await authorisation({ re_expires_in: 0 }).door.refresh({ refreshToken: 'rt-0' });
    expect(tokens.refreshExpiresAt).toBe(tokens.accessExpiresAt);
  });

  it('does not guess how long a refresh token lives', async () => {
    const tokens = await authorisation({ re_expires_in: undefined }).door.refresh({ refreshToken: 'rt-0' });
    expect(tokens.refreshExpiresAt).toBeUndefined();
  });

  it.each([{ access_token: '' }, { refresh_token: undefined }, { expires_in: 0 }, { expires_in: 'soon' }])(
    'refuses an answer that is no token: %j',
    async (more) => {
      await expect(authorisation(more).door.grant(code)).rejects.toMatchObject({ kind: 'invalid' });
    },
  );

  it('refuses a token of nobody, and a grant without a code', async () => {
    await expect(authorisation({ taobao_user_id: 0 }).door.grant(code)).rejects.toMatchObject({
      kind: 'invalid',
    });
    const self = { kind: 'self', vendorShopId: '1' } as const;
    await expect(authorisation().door.grant(self)).rejects.toMatchObject({ kind: 'invalid' });
  });
});
