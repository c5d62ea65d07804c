import { DAY, MINUTE, machineClock, newId } from '@cartrail/kernel';
import type { Shop, Token } from '../state/model.js';
import type { State } from '../state/state.js';
import { ApiError, businessFailed } from './answers.js';
import type { Params } from './params.js';

const ACCESS_LIFE = 7 * DAY;
const REFRESH_LIFE = 14 * DAY;
/** Calls already under way when a token is refreshed still pass. */
const GRACE = MINUTE;
/** Long enough for two refreshers to meet. */
const TAKES_MS = 40;

/** Access and refresh tokens; their life runs on the machine's clock, as everybody's token life does. */
export class Tokens {
  private readonly underWay = new Set<string>();

  constructor(private readonly state: State) {}

  async create(appKey: string, params: Params): Promise<object> {
    const grant = params.text('grant_type');
    if (grant === 'authorization_code') throw businessFailed(31007, '授权码已过期');
    if (grant !== 'authorization_self') throw businessFailed(31003, 'grant_type不正确');
    const shop = this.state.shops.get(params.text('shop_id') ?? '');
    if (shop?.appKey !== appKey) throw businessFailed(31005, '店铺未授权');
    return this.alone(shop, () => this.issue(shop));
  }

  async refresh(appKey: string, params: Params): Promise<object> {
    if (params.text('grant_type') !== 'refresh_token') throw businessFailed(31003, 'grant_type不正确');
    const now = machineClock.now();
    const old = this.state.tokens.find((one) => one.refresh === params.text('refresh_token'));
    const shop = this.state.shops.get(old?.shopId ?? '');
    if (!old || shop?.appKey !== appKey || old.refreshExpiresAt <= now) {
      throw businessFailed(31020, 'refresh_token无效或已过期');
    }
    return this.alone(shop, () => {
      old.refreshExpiresAt = 0;
      old.accessExpiresAt = Math.min(old.accessExpiresAt, machineClock.now() + GRACE);
      return this.issue(shop);
    });
  }

  shopOf(appKey: string, access: string): Shop {
    const token = this.state.tokens.find((one) => one.access === access);
    const shop = this.state.shops.get(token?.shopId ?? '');
    if (!token || shop?.appKey !== appKey) {
      throw new ApiError(40003, 'isv.access-token-no-existed', 'access_token不存在');
    }
    if (token.accessExpiresAt <= machineClock.now()) {
      throw new ApiError(40003, 'isv.access-token-expired', 'access_token已过期');
    }
    return shop;
  }

  expire(shopId: string, refreshToo: boolean): number {
    const tokens = this.state.tokens.filter((one) => one.shopId === shopId);
    for (const token of tokens) {
      token.accessExpiresAt = 0;
      if (refreshToo) token.refreshExpiresAt = 0;
    }
    this.state.dirty = true;
    return tokens.length;
  }

  /** One create or refresh per shop at a time; a second is refused, as the platform does. */
  private async alone(shop: Shop, work: () => object): Promise<object> {
    if (this.underWay.has(shop.shopId)) throw businessFailed(31012, '并发创建或刷新token');
    this.underWay.add(shop.shopId);
    try {
      await new Promise((resolve) => setTimeout(resolve, TAKES_MS));
      return work();
    } finally {
      this.underWay.delete(shop.shopId);
    }
  }

  private issue(shop: Shop): object {
    const now = machineClock.now();
    const token: Token = {
      shopId: shop.shopId,
      access: newId(),
      refresh: newId(),
      accessExpiresAt: now + ACCESS_LIFE,
      refreshExpiresAt: now + REFRESH_LIFE,
    };
    this.state.tokens = [
      ...this.state.tokens.filter((one) => Math.max(one.accessExpiresAt, one.refreshExpiresAt) > now - DAY),
      token,
    ];
    this.state.dirty = true;
    return {
      access_token: token.access,
      expires_in: ACCESS_LIFE / 1_000,
      refresh_token: token.refresh,
      scope: 'SCOPE',
      shop_id: BigInt(shop.shopId),
      shop_name: shop.name,
      authority_id: '',
      auth_subject_type: '',
      token_type: 0,
      shop_biz_type: 0,
    };
  }
}
