import { DAY, machineClock, MINUTE, SECOND } from '@cartrail/kernel';
import type { ShopTokens } from '../platforms/shop-tokens.js';
import type { Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import type { Answer } from '../vendors/door.js';
import { noGrant, refused } from './answers.js';
import type { TaobaoApps } from './apps.js';

type Fields = ReadonlyMap<string, string>;

const LIVES = { accessMs: DAY, refreshMs: 30 * DAY };
/** Calls already under way when a token is refreshed still pass. */
const GRACE_MS = MINUTE;

/** Codes and tokens of an application of the level of this one. */
export class Oauth {
  constructor(
    private readonly state: State,
    private readonly apps: TaobaoApps,
    private readonly tokens: ShopTokens,
  ) {}

  /** `POST /token`. */
  token(fields: Fields): Answer {
    const appKey = fields.get('client_id') ?? '';
    const secret = this.apps.secretOf(appKey);
    if (secret === undefined || secret !== fields.get('client_secret')) {
      throw noGrant('invalid_client', 'client_id or client_secret is wrong');
    }
    switch (fields.get('grant_type')) {
      case 'authorization_code':
        return this.redeem(appKey, fields);
      case 'refresh_token':
        return this.refresh(appKey, fields);
      default:
        throw noGrant('unsupported_grant_type', 'grant_type is wrong');
    }
  }

  shopOf(appKey: string, session: string): Shop {
    const token = this.tokens.byAccess(session);
    const shop = this.state.shops.get(token?.shopId ?? '');
    const holds = token && token.accessExpiresAt > machineClock.now();
    if (!holds || shop?.appKey !== appKey || this.tokens.isRevoked(shop.shopId)) {
      throw refused(27, 'invalid-sessionkey', 'session无效或已过期');
    }
    return shop;
  }

  private redeem(appKey: string, fields: Fields): Answer {
    if ((fields.get('redirect_uri') ?? '') === '')
      throw noGrant('invalid_request', 'redirect_uri is missing');
    const shop = this.tokens.redeem(fields.get('code') ?? '');
    if (shop?.appKey !== appKey || shop.platform !== 'taobao') {
      throw noGrant('invalid_grant', 'code is invalid or expired');
    }
    return this.issue(shop);
  }

  private refresh(appKey: string, fields: Fields): Answer {
    const old = this.tokens.byRefresh(fields.get('refresh_token') ?? '');
    const shop = this.state.shops.get(old?.shopId ?? '');
    const holds = old && old.refreshExpiresAt > machineClock.now();
    if (!holds || shop?.appKey !== appKey || this.tokens.isRevoked(shop.shopId)) {
      throw noGrant('invalid_grant', 'refresh_token is invalid or expired');
    }
    this.tokens.cut(old, GRACE_MS);
    return this.issue(shop);
  }

  private issue(shop: Shop): Answer {
    const { access, refresh } = this.tokens.issue(shop.shopId, LIVES);
    const seconds = LIVES.accessMs / SECOND;
    const body = {
      access_token: access,
      token_type: 'Bearer',
      expires_in: seconds,
      refresh_token: refresh,
      re_expires_in: LIVES.refreshMs / SECOND,
      r1_expires_in: seconds,
      r2_expires_in: seconds,
      w1_expires_in: seconds,
      w2_expires_in: seconds,
      taobao_user_id: shop.shopId,
      taobao_user_nick: encodeURIComponent(shop.name),
    };
    return { code: '0', body };
  }
}
