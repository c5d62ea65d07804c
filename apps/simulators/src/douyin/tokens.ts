import { DAY, MINUTE, machineClock } from '@cartrail/kernel';
import type { ShopTokens } from '../platforms/shop-tokens.js';
import type { Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import { ApiError, businessFailed } from './answers.js';
import type { Params } from './params.js';

const LIVES = { accessMs: 7 * DAY, refreshMs: 14 * DAY };
/** Calls already under way when a token is refreshed still pass. */
const GRACE = MINUTE;
/** Long enough for two refreshers to meet. */
const TAKES_MS = 40;

/** Access and refresh tokens; their life runs on the machine's clock, as everybody's token life does. */
export class Tokens {
  private readonly underWay = new Set<string>();

  constructor(
    private readonly state: State,
    private readonly tokens: ShopTokens,
  ) {}

  async create(appKey: string, params: Params): Promise<object> {
    const grant = params.text('grant_type');
    if (grant === 'authorization_code') throw businessFailed(31007, '授权码已过期');
    if (grant !== 'authorization_self') throw businessFailed(31003, 'grant_type不正确');
    const shop = this.state.shops.get(params.text('shop_id') ?? '');
    if (shop?.appKey !== appKey || this.tokens.isRevoked(shop.shopId)) {
      throw businessFailed(31005, '店铺未授权');
    }
    return this.alone(shop, () => this.issue(shop));
  }

  async refresh(appKey: string, params: Params): Promise<object> {
    if (params.text('grant_type') !== 'refresh_token') throw businessFailed(31003, 'grant_type不正确');
    const now = machineClock.now();
    const old = this.tokens.byRefresh(params.text('refresh_token') ?? '');
    const shop = this.state.shops.get(old?.shopId ?? '');
    if (!old || shop?.appKey !== appKey || old.refreshExpiresAt <= now) {
      throw businessFailed(31020, 'refresh_token无效或已过期');
    }
    if (this.tokens.isRevoked(shop.shopId)) throw businessFailed(31006, '店铺授权已失效');
    return this.alone(shop, () => {
      this.tokens.cut(old, GRACE);
      return this.issue(shop);
    });
  }

  shopOf(appKey: string, access: string): Shop {
    const token = this.tokens.byAccess(access);
    const shop = this.state.shops.get(token?.shopId ?? '');
    if (!token || shop?.appKey !== appKey) {
      throw new ApiError(40003, 'isv.access-token-no-existed', 'access_token不存在');
    }
    if (this.tokens.isRevoked(shop.shopId)) {
      throw new ApiError(30001, 'dop.authorization-closed', '店铺授权已关闭');
    }
    if (token.accessExpiresAt <= machineClock.now()) {
      throw new ApiError(40003, 'isv.access-token-expired', 'access_token已过期');
    }
    return shop;
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
    const token = this.tokens.issue(shop.shopId, LIVES);
    return {
      access_token: token.access,
      expires_in: LIVES.accessMs / 1_000,
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
