import type { FastifyInstance } from 'fastify';
import { addressesOf } from '../after-sales/addresses.js';
import type { Shop } from '../state/model.js';
import type { World } from '../world.js';
import { invalid, notFound } from './problem.js';
import { bodies } from './schemas.js';

interface ShopBody {
  shopId: string;
  name?: string;
  platform?: string;
  appKey?: string;
  appSecret?: string;
  originRegion?: string;
}

/** Shops, and what their merchants allow an application. */
export function shopRoutes(app: FastifyInstance, world: World): void {
  const { state, platforms, shopTokens } = world;
  const shopOf = (shopId: string): Shop => {
    const shop = state.shops.get(shopId);
    if (!shop) throw notFound(`no shop ${shopId}`);
    return shop;
  };

  app.put<{ Body: ShopBody }>('/shops', { schema: { body: bodies.shop } }, ({ body }) =>
    putShop(world, body),
  );

  app.post<{ Body: { shopId: string; refreshToo?: boolean } }>(
    '/tokens/expire',
    { schema: { body: bodies.expire } },
    ({ body }) => ({ expired: shopTokens.expire(body.shopId, body.refreshToo ?? false) }),
  );

  app.post<{ Body: { shopId: string } }>(
    '/tokens/revoke',
    { schema: { body: bodies.oneShop } },
    ({ body }) => {
      const { shopId } = shopOf(body.shopId);
      shopTokens.revoke(shopId);
      return { shopId, revoked: true };
    },
  );

  app.post<{ Body: { shopId: string } }>(
    '/tokens/consent',
    { schema: { body: bodies.oneShop } },
    ({ body }) => {
      const { shopId, platform } = shopOf(body.shopId);
      return { shopId, code: shopTokens.consent(shopId, platforms.get(platform)?.codeLifeMs) };
    },
  );
}

function putShop({ state, platforms }: World, body: ShopBody): object {
  const before = state.shops.get(body.shopId);
  const id = body.platform ?? before?.platform ?? 'douyin';
  const platform = platforms.get(id);
  if (!platform) throw invalid(`no platform ${id}`);
  const known = before?.platform === id ? before.appKey : platform.apps.ids()[0];
  const appKey = body.appKey ?? known ?? '';
  if (body.appSecret !== undefined) {
    // Douyin's applications have nothing but a key and a secret, and can be made with a shop.
    if (id !== 'douyin') throw invalid(`applications are made with PUT /control/${id}-apps`);
    state.apps.set(appKey, body.appSecret);
  }
  if (!platform.apps.ids().includes(appKey)) {
    throw notFound(`no app ${appKey}: make it with PUT /control/${id}-apps, or give its appSecret`);
  }
  const shop: Shop = {
    shopId: body.shopId,
    name: body.name ?? before?.name ?? `店铺${body.shopId}`,
    platform: id,
    appKey,
    originRegion: body.originRegion ?? before?.originRegion ?? '330100',
  };
  state.shops.set(shop.shopId, shop);
  state.dirty = true;
  return { ...shop, addresses: addressesOf(shop) };
}
