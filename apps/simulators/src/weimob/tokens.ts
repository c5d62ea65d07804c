import { HOUR, machineClock, DAY, SECOND } from '@cartrail/kernel';
import type { ShopTokens } from '../platforms/shop-tokens.js';
import type { Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import type { Answer } from '../vendors/door.js';
import { tokenInvalid, unauthorised } from './answers.js';
import type { WeimobApps } from './apps.js';

const LIVES = { accessMs: 2 * HOUR, refreshMs: 7 * DAY };
/** The simulator's own word for what `shop_id` is. */
const SHOP_TYPE = 'business_operation_system_id';

/** `oauth2/token`, everything in the query. */
export class WeimobTokens {
  constructor(
    private readonly state: State,
    private readonly apps: WeimobApps,
    private readonly tokens: ShopTokens,
  ) {}

  answer(query: URLSearchParams): Answer {
    const get = (name: string): string => query.get(name) ?? '';
    const app = this.apps.get(get('client_id'));
    if (app?.clientSecret !== get('client_secret')) throw unauthorised('invalid_client');
    switch (get('grant_type')) {
      case 'client_credentials':
        if (get('shop_type') !== SHOP_TYPE) throw unauthorised('invalid_request');
        return this.issue(get('client_id'), this.state.shops.get(get('shop_id')), false);
      case 'authorization_code':
        if (get('redirect_uri') === '') throw unauthorised('invalid_request');
        return this.issue(get('client_id'), this.tokens.redeem(get('code')), true);
      case 'refresh_token': {
        const old = this.tokens.byRefresh(get('refresh_token'));
        if (!old || old.refreshExpiresAt <= machineClock.now()) throw unauthorised('invalid_grant');
        this.tokens.cut(old, Number.POSITIVE_INFINITY);
        return this.issue(get('client_id'), this.state.shops.get(old.shopId), true);
      }
      default:
        throw unauthorised('unsupported_grant_type');
    }
  }

  /** Whose call it is. */
  shopOf(access: string): Shop {
    const token = this.tokens.byAccess(access);
    const shop = this.state.shops.get(token?.shopId ?? '');
    if (!token || shop?.platform !== 'weimob') throw tokenInvalid();
    if (this.tokens.isRevoked(shop.shopId)) throw tokenInvalid();
    if (token.accessExpiresAt <= machineClock.now()) throw tokenInvalid();
    return shop;
  }

  /** Credentials alone bring nothing to refresh by. */
  private issue(clientId: string, shop: Shop | undefined, refreshable: boolean): Answer {
    const mine = shop?.platform === 'weimob' && shop.appKey === clientId;
    if (!mine || this.tokens.isRevoked(shop.shopId)) throw unauthorised('invalid_grant');
    const token = this.tokens.issue(shop.shopId, LIVES);
    return {
      code: '0',
      body: {
        access_token: token.access,
        token_type: 'bearer',
        expires_in: LIVES.accessMs / SECOND,
        scope: 'default',
        business_operation_system_id: shop.shopId,
        ...(refreshable && { refresh_token: token.refresh }),
      },
    };
  }
}
