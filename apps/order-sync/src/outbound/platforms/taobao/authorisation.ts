import { SECOND } from '@cartrail/kernel';
import {
  PlatformFailure,
  type Authorisation,
  type Grant,
  type Granted,
  type TokenPair,
} from '../../../application/ports.js';
import { textOf, type Id } from '../wire/values.js';
import type { TaobaoClient } from './client.js';
import type { TokenReply } from './wire.js';

export class TaobaoAuthorisation implements Authorisation {
  constructor(
    private readonly client: Pick<TaobaoClient, 'token'>,
    private readonly page: { readonly oauthUrl: string; readonly appKey: string },
  ) {}

  url(state: string, redirectUri: string): string {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: this.page.appKey,
      redirect_uri: redirectUri,
      state,
    });
    return `${this.page.oauthUrl}/authorize?${query.toString()}`;
  }

  async grant(grant: Grant): Promise<Granted> {
    if (grant.kind === 'self') throw new PlatformFailure('invalid', 'taobao gives a token for a code only');
    const { code, redirectUri } = grant;
    const issuedAt = Date.now();
    const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
    const reply = await this.client.token(form);
    const vendorShopId = textOf(reply.taobao_user_id);
    if (vendorShopId === undefined)
      throw new PlatformFailure('invalid', 'taobao does not say whose token it is');
    return { tokens: toTokens(reply, issuedAt), vendorShopId, shopName: nickOf(reply) };
  }

  async refresh({ refreshToken }: { readonly refreshToken: string }): Promise<TokenPair> {
    const issuedAt = Date.now();
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
    return toTokens(await this.client.token(form), issuedAt);
  }
}

/** How long a token lives is a matter of the application's level: 0 is a refresh token that refreshes nothing. */
function toTokens(reply: TokenReply, issuedAt: number): TokenPair {
  const { access_token: accessToken, refresh_token: refreshToken } = reply;
  const lifeMs = spanOf(reply.expires_in);
  const refreshLifeMs = spanOf(reply.re_expires_in);
  if (!accessToken || !refreshToken || lifeMs === undefined || lifeMs === 0) {
    throw new PlatformFailure('invalid', 'taobao answered a token call without a token');
  }
  const accessExpiresAt = issuedAt + lifeMs;
  const refreshExpiresAt = refreshLifeMs === 0 ? accessExpiresAt : issuedAt + (refreshLifeMs ?? Number.NaN);
  return {
    accessToken,
    refreshToken,
    issuedAt,
    accessExpiresAt,
    ...(refreshLifeMs !== undefined && { refreshExpiresAt }),
  };
}

function spanOf(seconds: Id | undefined): number | undefined {
  const span = Number(seconds ?? Number.NaN) * SECOND;
  return Number.isSafeInteger(span) && span >= 0 ? span : undefined;
}

function nickOf({ taobao_user_nick: nick }: TokenReply): string | undefined {
  if (nick === undefined || nick === '') return undefined;
  try {
    return decodeURIComponent(nick);
  } catch {
    return nick;
  }
}
