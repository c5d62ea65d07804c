import { SECOND } from '@cartrail/kernel';
import {
  PlatformFailure,
  type Authorisation,
  type Grant,
  type Granted,
  type TokenPair,
} from '../../../application/ports.js';
import { fromSeconds, textOf } from '../wire/values.js';
import type { WeimobClient } from './client.js';
import type { TokenReply } from './wire.js';

/** A shop is its bosId, which pushes name, too. */
export class WeimobAuthorisation implements Authorisation {
  constructor(
    private readonly client: Pick<WeimobClient, 'token'>,
    /** What a bosId is called in `shop_type`; absent where the merchant has not said. */
    private readonly shopType: string | undefined,
  ) {}

  async grant(grant: Grant): Promise<Granted> {
    if (grant.kind === 'self') {
      const { vendorShopId } = grant;
      return { tokens: toTokens(await this.credentials(vendorShopId), 'auth_expired'), vendorShopId };
    }
    const data = await this.client.token({
      grant_type: 'authorization_code',
      code: grant.code,
      redirect_uri: grant.redirectUri,
    });
    const tokens = toTokens(data, 'invalid');
    const vendorShopId = textOf(data.business_operation_system_id);
    if (vendorShopId === undefined) {
      throw new PlatformFailure('invalid', 'weimob does not say whose the token is');
    }
    return { tokens, vendorShopId };
  }

  /** A token by credentials alone has none to refresh it by: the next one comes as it did. */
  async refresh(held: { readonly refreshToken: string; readonly vendorShopId: string }): Promise<TokenPair> {
    const { refreshToken, vendorShopId } = held;
    if (refreshToken === '') return toTokens(await this.credentials(vendorShopId), 'auth_expired');
    const data = await this.client.token({ grant_type: 'refresh_token', refresh_token: refreshToken });
    return toTokens(data, 'auth_expired', refreshToken);
  }

  private credentials(bosId: string): Promise<TokenReply> {
    if (this.shopType === undefined) {
      throw new PlatformFailure('invalid', 'what shop_type calls a bosId is not public: set shopType');
    }
    const how = { grant_type: 'client_credentials', shop_id: bosId, shop_type: this.shopType };
    return this.client.token(how);
  }
}

function toTokens(data: TokenReply, refusal: 'invalid' | 'auth_expired', refreshedBy = ''): TokenPair {
  const lifeMs = fromSeconds(data.expires_in);
  if (!data.access_token || lifeMs === undefined) {
    throw new PlatformFailure(refusal, 'weimob answered a token call without a token');
  }
  const issuedAt = Math.floor(Date.now() / SECOND) * SECOND;
  return {
    accessToken: data.access_token,
    refreshToken: data.refresh_token ?? refreshedBy,
    issuedAt,
    accessExpiresAt: issuedAt + lifeMs,
  };
}
