import { SECOND } from '@cartrail/kernel';
import {
  PlatformFailure,
  type Authorisation,
  type Grant,
  type Granted,
  type TokenPair,
} from '../../../application/ports.js';
import type { DouyinClient } from './client.js';
import type { TokenData } from './wire.js';

/** A value beyond this is an instant in seconds, not a span: one copy of the document calls `expires_in` so. */
const EPOCH = 1_000_000_000;
const REFRESH_LIFE_MS = 14 * 24 * 3_600_000;

/** A self-use application: the shop's id is all that is needed. */
export class DouyinAuthorisation implements Authorisation {
  constructor(private readonly client: Pick<DouyinClient, 'tokenCreate' | 'tokenRefresh'>) {}

  async grant(grant: Grant): Promise<Granted> {
    if (grant.kind === 'code') throw new PlatformFailure('invalid', 'douyin gives this application no code');
    const data = await this.client.tokenCreate(grant.vendorShopId);
    const shopName = data.shop_name === '' ? undefined : data.shop_name;
    return { tokens: toTokens(data), vendorShopId: grant.vendorShopId, shopName };
  }

  async refresh({ refreshToken }: { readonly refreshToken: string }): Promise<TokenPair> {
    return toTokens(await this.client.tokenRefresh(refreshToken));
  }
}

function toTokens(data: TokenData): TokenPair {
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn } = data;
  if (!accessToken || !refreshToken || !expiresIn) {
    throw new PlatformFailure('invalid', 'douyin answered a token call without a token');
  }
  const issuedAt = Date.now();
  const accessExpiresAt = expiresIn > EPOCH ? expiresIn * SECOND : issuedAt + expiresIn * SECOND;
  return {
    accessToken,
    refreshToken,
    issuedAt,
    accessExpiresAt,
    refreshExpiresAt: issuedAt + REFRESH_LIFE_MS,
  };
}
