import { HOUR, machineClock, MINUTE, SECOND } from '@cartrail/kernel';
import type { ShopTokens } from '../platforms/shop-tokens.js';
import { same } from '../same.js';
import type { Shop, Token } from '../state/model.js';
import type { State } from '../state/state.js';
import { badArgument, badToken, oldToken, Refusal } from './answers.js';
import type { WeChatApps } from './apps.js';
import type { Fields } from './fields.js';

/** No refresh token; the field is there for other platforms. */
const LIVES = { accessMs: 2 * HOUR, refreshMs: 0 };
/** Only from then on another token is given: old and new are good side by side. */
const LAST = 5 * MINUTE;

/** `stable_token`: the same token to whoever asks, until it is nearly over. */
export class StableTokens {
  constructor(
    private readonly state: State,
    private readonly tokens: ShopTokens,
    private readonly apps: WeChatApps,
  ) {}

  give(fields: Fields): object {
    if (fields.text('grant_type') !== 'client_credential') throw badArgument('grant_type');
    const shopId = fields.text('appid');
    const app = this.apps.app(shopId);
    if (!app || !this.state.shops.has(shopId)) throw new Refusal(40013, 'invalid appid');
    if (!same(fields.text('secret'), app.secret) || this.tokens.isRevoked(shopId)) {
      throw new Refusal(40001, 'invalid credential, appsecret is invalid');
    }
    const now = machineClock.now();
    const good = this.state.tokens.filter((one) => one.shopId === shopId && one.accessExpiresAt > now);
    if (fields.flag('force_refresh')) for (const one of good) this.tokens.cut(one, 0);
    const kept = fields.flag('force_refresh') ? undefined : good.find((one) => lasts(one, now));
    const token = kept ?? this.tokens.issue(shopId, LIVES);
    return {
      access_token: token.access,
      expires_in: Math.floor((token.accessExpiresAt - now) / SECOND),
    };
  }

  shopOf(access: string): Shop {
    if (access === '') throw new Refusal(41001, 'access_token missing');
    const token = this.tokens.byAccess(access);
    const shop = this.state.shops.get(token?.shopId ?? '');
    if (!token || shop?.platform !== 'wechat' || this.tokens.isRevoked(shop.shopId)) throw badToken();
    if (token.accessExpiresAt <= machineClock.now()) throw oldToken();
    return shop;
  }
}

const lasts = (token: Token, now: number): boolean => token.accessExpiresAt - now > LAST;
