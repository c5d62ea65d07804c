import { DAY, MINUTE, machineClock } from '@cartrail/kernel';
import type { ShopTokens } from '../platforms/shop-tokens.js';
import type { Shop, Token } from '../state/model.js';
import type { State } from '../state/state.js';
import type { Fields } from '../vendors/fields.js';
import { refused } from './answers.js';

const LIVES = { accessMs: 7 * DAY, refreshMs: 14 * DAY };
/** With more left than this a refresh changes nothing. */
const LAST = 30 * MINUTE;
/** What the access token that was refreshed has left. */
const GRACE = 5 * MINUTE;

/** Tokens for a code, and for a refresh token near its time. */
export class Tokens {
  constructor(
    private readonly state: State,
    private readonly tokens: ShopTokens,
  ) {}

  grant(appId: string, fields: Fields): object {
    const shop = this.tokens.redeem(fields.text('code'));
    if (shop?.appKey !== appId) throw refused('token', 'code无效或已过期');
    return view(shop, this.tokens.issue(shop.shopId, LIVES));
  }

  refresh(appId: string, fields: Fields): object {
    const now = machineClock.now();
    const old = this.tokens.byRefresh(fields.text('refreshToken'));
    const shop = this.state.shops.get(old?.shopId ?? '');
    if (!old || shop?.appKey !== appId || old.refreshExpiresAt <= now || this.tokens.isRevoked(shop.shopId)) {
      throw refused('token', 'refreshToken无效或已过期');
    }
    if (old.accessExpiresAt - now > LAST) return view(shop, old);
    this.tokens.cut(old, GRACE);
    return view(shop, this.tokens.issue(shop.shopId, LIVES));
  }

  shopOf(appId: string, access: string): Shop {
    const token = this.tokens.byAccess(access);
    const shop = this.state.shops.get(token?.shopId ?? '');
    if (!token || shop?.appKey !== appId || !this.isGood(token)) {
      throw refused('token', 'accessToken无效或已过期');
    }
    return shop;
  }

  /** Nothing is pushed for a shop without a token that holds. */
  has({ shopId }: Shop): boolean {
    return this.state.tokens.some((one) => one.shopId === shopId && this.isGood(one));
  }

  private isGood({ shopId, accessExpiresAt }: Token): boolean {
    return accessExpiresAt > machineClock.now() && !this.tokens.isRevoked(shopId);
  }
}

const view = (shop: Shop, token: Token): object => ({
  accessToken: token.access,
  accessTokenExpiresAt: token.accessExpiresAt,
  refreshToken: token.refresh,
  refreshTokenExpiresAt: token.refreshExpiresAt,
  sellerId: shop.shopId,
  sellerName: shop.name,
});
