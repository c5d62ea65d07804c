import { DAY, machineClock, MINUTE } from '@cartrail/kernel';
import type { ShopTokens } from '../platforms/shop-tokens.js';
import type { Shop, Token } from '../state/model.js';
import type { State } from '../state/state.js';
import { ApiError, refused } from './answers.js';
import type { Fields } from './fields.js';

const LIVES = { accessMs: DAY, refreshMs: 30 * DAY };
/** Calls already under way when a token is refreshed still pass. */
const GRACE = MINUTE;

/** Tokens of shops: made of a merchant's code, renewed, looked up. */
export class Tokens {
  constructor(
    private readonly state: State,
    private readonly tokens: ShopTokens,
  ) {}

  create(clientId: string, fields: Fields): object {
    const shop = this.tokens.redeem(fields.need('code'));
    if (shop?.appKey !== clientId) throw refused('code无效或已过期');
    return this.view(shop, this.tokens.issue(shop.shopId, LIVES));
  }

  refresh(clientId: string, fields: Fields): object {
    const old = this.tokens.byRefresh(fields.need('refresh_token'));
    const shop = this.state.shops.get(old?.shopId ?? '');
    if (!old || shop?.appKey !== clientId || old.refreshExpiresAt <= machineClock.now()) {
      throw new ApiError(10019, 'refresh_token无效或已过期');
    }
    if (this.tokens.isRevoked(shop.shopId)) throw new ApiError(10014);
    this.tokens.cut(old, GRACE);
    return this.view(shop, this.tokens.issue(shop.shopId, LIVES));
  }

  shopOf(clientId: string, access: string): Shop {
    const token = this.tokens.byAccess(access);
    const shop = this.state.shops.get(token?.shopId ?? '');
    if (!token || shop?.appKey !== clientId) throw new ApiError(20032);
    if (this.tokens.isRevoked(shop.shopId)) throw new ApiError(10014);
    if (token.accessExpiresAt <= machineClock.now()) throw new ApiError(10019);
    return shop;
  }

  private view(shop: Shop, token: Token): object {
    const now = machineClock.now();
    const lifeOf = (at: number): number => Math.round((at - now) / 1_000);
    return {
      access_token: token.access,
      expires_at: Math.floor(token.accessExpiresAt / 1_000),
      expires_in: lifeOf(token.accessExpiresAt),
      refresh_token: token.refresh,
      refresh_token_expires_at: Math.floor(token.refreshExpiresAt / 1_000),
      refresh_token_expires_in: lifeOf(token.refreshExpiresAt),
      owner_id: shop.shopId,
      owner_name: shop.name,
      scope: [],
    };
  }
}
