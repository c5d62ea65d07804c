import { SECOND } from '@cartrail/kernel';
import {
  PlatformFailure,
  type Authorisation,
  type Grant,
  type Granted,
  type TokenPair,
} from '../../../application/ports.js';
import { textOf } from '../wire/values.js';
import type { PinduoduoClient } from './client.js';
import type { TokenData } from './wire.js';

export interface AuthorisationPage {
  readonly host: string;
  readonly clientId: string;
}

export class PinduoduoAuthorisation implements Authorisation {
  constructor(
    private readonly client: Pick<PinduoduoClient, 'tokenCreate' | 'tokenRefresh'>,
    private readonly page: AuthorisationPage,
  ) {}

  url(state: string, redirectUri: string): string {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: this.page.clientId,
      redirect_uri: redirectUri,
      state,
      view: 'web',
    });
    return `${this.page.host}/service-market/auth?${query.toString()}`;
  }

  async grant(grant: Grant): Promise<Granted> {
    if (grant.kind === 'self')
      throw new PlatformFailure('invalid', 'pinduoduo gives no token without a code');
    const data = await this.client.tokenCreate(grant.code);
    const vendorShopId = textOf(data.owner_id);
    if (vendorShopId === undefined) {
      throw new PlatformFailure('invalid', 'pinduoduo answered a token without the shop it is of');
    }
    return { tokens: toTokens(data), vendorShopId, shopName: textOf(data.owner_name) };
  }

  async refresh({ refreshToken }: { readonly refreshToken: string }): Promise<TokenPair> {
    return toTokens(await this.client.tokenRefresh(refreshToken));
  }
}

function toTokens(data: TokenData): TokenPair {
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: life } = data;
  if (!accessToken || !refreshToken || !life) {
    throw new PlatformFailure('invalid', 'pinduoduo answered a token call without a token');
  }
  const issuedAt = Date.now();
  const { refresh_token_expires_in: refreshLife } = data;
  return {
    accessToken,
    refreshToken,
    issuedAt,
    accessExpiresAt: issuedAt + life * SECOND,
    ...(refreshLife && { refreshExpiresAt: issuedAt + refreshLife * SECOND }),
  };
}
