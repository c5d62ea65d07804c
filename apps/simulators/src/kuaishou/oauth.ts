import { DAY, machineClock, SECOND } from '@cartrail/kernel';
import type { ShopTokens } from '../platforms/shop-tokens.js';
import type { Shop, Token } from '../state/model.js';
import type { State } from '../state/state.js';
import type { Answer } from '../vendors/door.js';
import { said, unauthorised } from './answers.js';
import type { KuaishouApps } from './apps.js';

type Fields = ReadonlyMap<string, string>;

const ACCESS_MS = 2 * DAY;
const REFRESH_MS = 180 * DAY;
const SCOPES = [
  'user_base',
  'user_info',
  'merchant_user',
  'merchant_order',
  'merchant_refund',
  'merchant_logistics',
];

/** Codes and tokens. No refresh makes the 180 days of a consent more. */
export class Oauth {
  constructor(
    private readonly state: State,
    private readonly apps: KuaishouApps,
    private readonly tokens: ShopTokens,
  ) {}

  /** `GET /oauth2/access_token`. */
  token(fields: Fields): Answer {
    const appKey = this.appOf(fields);
    if (fields.get('grant_type') !== 'code') throw badGrantType();
    const shop = this.tokens.redeem(fields.get('code') ?? '');
    if (shop?.appKey !== appKey || shop.platform !== 'kuaishou') {
      throw unauthorised(100200105, 'invalid_grant', 'code无效或已过期');
    }
    return this.issue(shop, REFRESH_MS);
  }

  /** `POST /oauth2/refresh_token`. Earlier access tokens live on. */
  refresh(fields: Fields): Answer {
    const appKey = this.appOf(fields);
    if (fields.get('grant_type') !== 'refresh_token') throw badGrantType();
    const old = this.tokens.byRefresh(fields.get('refresh_token') ?? '');
    const shop = this.state.shops.get(old?.shopId ?? '');
    if (!old || shop?.appKey !== appKey) throw denied('invalid refresh_token');
    if (this.tokens.isRevoked(shop.shopId)) throw denied('refreshToken.revokedAuthorization');
    const left = old.refreshExpiresAt - machineClock.now();
    if (left <= 0) throw denied('refreshToken.discarded');
    this.tokens.cut(old, Number.POSITIVE_INFINITY);
    return this.issue(shop, left);
  }

  shopOf(appKey: string, access: string): Shop {
    const token = this.tokens.byAccess(access);
    const shop = this.state.shops.get(token?.shopId ?? '');
    if (!token || shop?.appKey !== appKey) throw denied('无效token');
    if (this.tokens.isRevoked(shop.shopId)) throw unauthorised(24, '', 'AUTHORIZATION_REVOKED');
    if (token.accessExpiresAt <= machineClock.now()) throw denied('token已过期');
    return shop;
  }

  private appOf(fields: Fields): string {
    for (const name of ['app_id', 'app_secret', 'grant_type']) {
      if ((fields.get(name) ?? '') === '')
        throw unauthorised(100200100, 'invalid_request', `${name}不能为空`);
    }
    const app = this.apps.get(fields.get('app_id') ?? '');
    if (app?.appSecret !== fields.get('app_secret')) {
      throw unauthorised(100200101, 'unauthorized_client', 'app非法');
    }
    return app?.appKey ?? '';
  }

  private issue(shop: Shop, refreshMs: number): Answer {
    const token: Token = this.tokens.issue(shop.shopId, { accessMs: ACCESS_MS, refreshMs });
    return said({
      access_token: token.access,
      expires_in: ACCESS_MS / SECOND,
      refresh_token: token.refresh,
      refresh_token_expires_in: Math.floor(refreshMs / SECOND),
      open_id: openIdOf(shop),
      scopes: SCOPES,
    });
  }
}

/** The merchant's pseudonym for an application: not the number that stands in pushes. */
export const openIdOf = (shop: Shop): string => `o-${shop.shopId}`;

const badGrantType = () => unauthorised(100200104, 'unsupported_grant_type', 'grant_type错误');
const denied = (words: string) => unauthorised(100200102, 'access_denied', words);
