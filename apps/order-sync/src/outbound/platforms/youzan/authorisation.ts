import {
  PlatformFailure,
  type Authorisation,
  type Grant,
  type Granted,
  type TokenPair,
} from '../../../application/ports.js';
import { fromMillis, textOf } from '../wire/values.js';
import type { YouzanClient } from './client.js';
import type { TokenData } from './wire.js';

/** By the shop's id for an application of the merchant's own, by a code for one of a service provider. */
export class YouzanAuthorisation implements Authorisation {
  constructor(private readonly client: Pick<YouzanClient, 'token'>) {}

  async grant(grant: Grant): Promise<Granted> {
    if (grant.kind === 'self') {
      const { vendorShopId } = grant;
      return { tokens: await this.silently(vendorShopId), vendorShopId };
    }
    const data = await this.client.token({
      authorize_type: 'authorization_code',
      code: grant.code,
      redirect_uri: grant.redirectUri,
    });
    const vendorShopId = textOf(data.authority_id);
    if (vendorShopId === undefined) {
      throw new PlatformFailure('invalid', 'youzan does not say whose the token is');
    }
    return { tokens: toTokens(data), vendorShopId };
  }

  /** A token may come without one to refresh it by: then the shop's id gets the next one, too. */
  async refresh(held: { readonly refreshToken: string; readonly vendorShopId: string }): Promise<TokenPair> {
    const { refreshToken, vendorShopId } = held;
    if (refreshToken === '') return this.silently(vendorShopId);
    const how = { authorize_type: 'refresh_token', refresh_token: refreshToken };
    return toTokens(await this.asked(how), refreshToken);
  }

  private async silently(vendorShopId: string): Promise<TokenPair> {
    const how = { authorize_type: 'silent', grant_id: vendorShopId, refresh: true };
    return toTokens(await this.asked(how));
  }

  /** A no to what worked before is the merchant's: only he can authorise again. */
  private async asked(how: Readonly<Record<string, string | boolean>>): Promise<TokenData> {
    try {
      return await this.client.token(how);
    } catch (error) {
      const refused = error instanceof PlatformFailure && error.kind === 'invalid';
      throw refused ? new PlatformFailure('auth_expired', error.message) : error;
    }
  }
}

function toTokens(data: TokenData, refreshedBy = ''): TokenPair {
  const accessExpiresAt = fromMillis(data.expires);
  if (!data.access_token || accessExpiresAt === undefined) {
    throw new PlatformFailure('invalid', 'youzan answered a token call without a token');
  }
  return {
    accessToken: data.access_token,
    refreshToken: data.refresh_token ?? refreshedBy,
    issuedAt: Date.now(),
    accessExpiresAt,
  };
}
