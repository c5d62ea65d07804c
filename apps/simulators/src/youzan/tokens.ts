import { DAY, machineClock } from '@cartrail/kernel';
import type { ShopTokens } from '../platforms/shop-tokens.js';
import type { Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import type { Answer } from '../vendors/door.js';
import type { Fields } from '../vendors/fields.js';
import { refused, said, turnedAway } from './answers.js';
import type { App, YouzanApps } from './apps.js';

const LIVES = { accessMs: 7 * DAY, refreshMs: 28 * DAY };

/** `/auth/token`: without a word for a shop of the application's own, by a code, or anew. */
export class YouzanTokens {
  constructor(
    private readonly state: State,
    private readonly apps: YouzanApps,
    private readonly tokens: ShopTokens,
  ) {}

  answer(fields: Fields): Answer {
    const app = this.apps.get(fields.text('client_id'));
    if (app?.clientSecret !== fields.text('client_secret')) throw refused(1103, 'Client 不存在');
    switch (fields.text('authorize_type')) {
      case 'silent':
        return this.issue(app, this.state.shops.get(fields.text('grant_id')));
      case 'authorization_code': {
        if (fields.text('redirect_uri') === '') throw refused(1000, 'redirect_uri不能为空');
        return this.issue(app, this.tokens.redeem(fields.text('code')));
      }
      case 'refresh_token':
        return this.refresh(app, fields.text('refresh_token'));
      default:
        throw refused(1000, 'authorize_type不支持');
    }
  }

  /** Whose call it is. */
  shopOf(access: string): Shop {
    if (access === '') throw turnedAway(4201, '非法的请求凭证');
    const token = this.tokens.byAccess(access);
    const shop = this.state.shops.get(token?.shopId ?? '');
    if (!token || shop?.platform !== 'youzan') throw turnedAway(4203, 'Token 不存在');
    if (this.tokens.isRevoked(shop.shopId)) throw turnedAway(4201, '非法的请求凭证');
    if (token.accessExpiresAt <= machineClock.now()) throw turnedAway(4202, '请求凭证过期');
    return shop;
  }

  private refresh(app: App, refreshToken: string): Answer {
    const old = this.tokens.byRefresh(refreshToken);
    if (!old || old.refreshExpiresAt <= machineClock.now()) throw refused(1105, 'refresh_token无效');
    this.tokens.cut(old, Number.POSITIVE_INFINITY);
    return this.issue(app, this.state.shops.get(old.shopId));
  }

  private issue(app: App, shop: Shop | undefined): Answer {
    const mine = shop?.platform === 'youzan' && shop.appKey === app.clientId;
    if (!mine || this.tokens.isRevoked(shop.shopId)) throw refused(1103, '店铺未授权');
    const token = this.tokens.issue(shop.shopId, LIVES);
    return said({
      access_token: token.access,
      refresh_token: token.refresh,
      expires: token.accessExpiresAt,
      scope: 'trade item logistics',
      authority_id: shop.shopId,
    });
  }
}
