import {
  PlatformFailure,
  type Authorisation,
  type Grant,
  type Granted,
  type TokenPair,
} from '../../../application/ports.js';
import { fromMillis, textOf } from '../wire/values.js';
import type { XiaohongshuClient } from './client.js';
import type { TokenData } from './wire.js';

/** A shop's main account agrees on the platform's page; the code it brings holds for ten minutes. */
export class XiaohongshuAuthorisation implements Authorisation {
  constructor(
    private readonly client: XiaohongshuClient,
    private readonly host: string,
    private readonly appId: string,
  ) {}

  url(state: string, redirectUri: string): string {
    const query = new URLSearchParams({ appId: this.appId, redirectUri, state });
    return `${this.host}/ark/authorization?${query.toString()}`;
  }

  async grant(grant: Grant): Promise<Granted> {
    if (grant.kind !== 'code') {
      throw new PlatformFailure('invalid', 'xiaohongshu gives tokens for a code, and for nothing else');
    }
    const data = await this.client.getAccessToken(grant.code);
    const vendorShopId = textOf(data.sellerId);
    if (vendorShopId === undefined) {
      throw new PlatformFailure('invalid', 'xiaohongshu answered a grant without the shop it is for');
    }
    return { tokens: toTokens(data), vendorShopId, shopName: textOf(data.sellerName) };
  }

  /** With more than half an hour left the platform gives the same tokens back. */
  async refresh({ refreshToken }: { readonly refreshToken: string }): Promise<TokenPair> {
    return toTokens(await this.client.refreshToken(refreshToken));
  }
}

function toTokens(data: TokenData): TokenPair {
  const { accessToken, refreshToken } = data;
  const accessExpiresAt = fromMillis(data.accessTokenExpiresAt);
  if (!accessToken || !refreshToken || accessExpiresAt === undefined) {
    throw new PlatformFailure('invalid', 'xiaohongshu answered a token call without a token');
  }
  return {
    accessToken,
    refreshToken,
    issuedAt: Date.now(),
    accessExpiresAt,
    refreshExpiresAt: fromMillis(data.refreshTokenExpiresAt),
  };
}
