import { SECOND } from '@cartrail/kernel';
import {
  PlatformFailure,
  type Application,
  type Authorisation,
  type Grant,
  type Granted,
  type TokenPair,
} from '../../../application/ports.js';
import { textOf } from '../wire/values.js';
import type { KuaishouClient } from './client.js';
import { manifest } from './manifest.js';
import type { TokenReply } from './wire.js';

const SCOPES = 'user_base,user_info,merchant_user,merchant_order,merchant_refund,merchant_logistics';

/** A merchant's consent, and the 180 days it holds: no refresh makes them more. */
export class KuaishouAuthorisation implements Authorisation {
  constructor(
    private readonly application: Application,
    private readonly client: KuaishouClient,
  ) {}

  url(state: string, redirectUri: string): string {
    const { credentials, settings, hosts } = this.application;
    const query = new URLSearchParams({
      app_id: credentials['appKey'] ?? '',
      redirect_uri: redirectUri,
      scope: settings['scopes'] ?? SCOPES,
      response_type: 'code',
      state,
    });
    return `${hosts['authorise'] ?? manifest.hosts['authorise'] ?? ''}/oauth/authorize?${query.toString()}`;
  }

  /** The answer to a code names the merchant by a pseudonym; pushes name the seller, so the seller is asked for. */
  async grant(grant: Grant): Promise<Granted> {
    if (grant.kind === 'self')
      throw new PlatformFailure('invalid', manifest.notSupported['authorise-self'] ?? '');
    const tokens = toTokens(await this.client.token(grant.code));
    const { sellerId, name } = await this.client.seller(tokens.accessToken);
    const vendorShopId = textOf(sellerId);
    if (vendorShopId === undefined) throw new PlatformFailure('invalid', 'kuaishou names no seller');
    return { tokens, vendorShopId, shopName: textOf(name) };
  }

  async refresh({ refreshToken }: { readonly refreshToken: string }): Promise<TokenPair> {
    return toTokens(await this.client.refresh(refreshToken));
  }
}

function toTokens(reply: TokenReply): TokenPair {
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: life } = reply;
  if (!accessToken || !refreshToken || !life) {
    throw new PlatformFailure('invalid', 'kuaishou answered a token call without a token');
  }
  const issuedAt = Date.now();
  const left = reply.refresh_token_expires_in;
  return {
    accessToken,
    refreshToken,
    issuedAt,
    accessExpiresAt: issuedAt + life * SECOND,
    refreshExpiresAt: left === undefined ? undefined : issuedAt + left * SECOND,
  };
}
