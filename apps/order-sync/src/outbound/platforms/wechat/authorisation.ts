import { SECOND } from '@cartrail/kernel';
import {
  PlatformFailure,
  type Authorisation,
  type Grant,
  type Granted,
  type TokenPair,
} from '../../../application/ports.js';
import type { WeChatClient } from './client.js';

/** An application is one shop. There is no refresh token: a token is renewed by asking for one again. */
export class WeChatAuthorisation implements Authorisation {
  constructor(
    private readonly client: Pick<WeChatClient, 'stableToken'>,
    private readonly appId: string,
  ) {}

  async grant(grant: Grant): Promise<Granted> {
    if (grant.kind === 'code')
      throw new PlatformFailure('invalid', 'wechat gives a shop’s own application no code');
    if (grant.vendorShopId !== this.appId) {
      throw new PlatformFailure('invalid', `the application is that of the shop ${this.appId}`);
    }
    return { tokens: await this.tokens(), vendorShopId: this.appId };
  }

  refresh(): Promise<TokenPair> {
    return this.tokens();
  }

  private async tokens(): Promise<TokenPair> {
    const issuedAt = Date.now();
    const { access_token: accessToken, expires_in: expiresIn } = await this.client.stableToken();
    if (!accessToken || !expiresIn) {
      throw new PlatformFailure('invalid', 'wechat answered a token call without a token');
    }
    return { accessToken, refreshToken: '', issuedAt, accessExpiresAt: issuedAt + expiresIn * SECOND };
  }
}
