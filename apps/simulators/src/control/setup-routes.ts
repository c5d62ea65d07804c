import type { FastifyInstance } from 'fastify';
import { addressesOf } from '../after-sales/addresses.js';
import { anchors, carriers, skus } from '../orders/catalogue.js';
import { cities } from '../orders/cities.js';
import { demo } from '../state/state.js';
import type { ReceiverSetting, RobotSetting } from '../state/model.js';
import type { World } from '../world.js';
import { notFound } from './problem.js';
import { bodies } from './schemas.js';

interface ShopBody {
  shopId: string;
  name?: string;
  appKey?: string;
  appSecret?: string;
  originRegion?: string;
}
interface Targets {
  douyinPushUrl?: string | null;
  kdniaoPushUrl?: string | null;
}
type Named = { Params: { name: string } };

/** Shops, accounts, and where pushes go. */
export function setupRoutes(app: FastifyInstance, world: World): void {
  const { state } = world;

  app.put<{ Body: Targets }>('/targets', { schema: { body: bodies.targets } }, ({ body }) => {
    state.targets = { ...state.targets, ...body };
    state.dirty = true;
    if (typeof body.douyinPushUrl === 'string') world.platforms.get('douyin')?.targetSaved?.();
    return state.targets;
  });

  app.put<{ Body: ShopBody }>('/shops', { schema: { body: bodies.shop } }, ({ body }) =>
    putShop(world, body),
  );

  for (const { id, apps } of world.platforms.all()) {
    app.put(`/${id}-apps`, { schema: { body: apps.body } }, ({ body }) => {
      state.dirty = true;
      return apps.put(body);
    });
  }

  for (const { id, accounts } of world.vendors.all()) {
    app.put(`/${id}-accounts`, { schema: { body: accounts.body } }, ({ body }) => {
      state.dirty = true;
      return accounts.put(body);
    });
  }

  app.post<{ Body: { shopId: string; refreshToo?: boolean } }>(
    '/tokens/expire',
    { schema: { body: bodies.expire } },
    ({ body }) => ({ expired: world.shopTokens.expire(body.shopId, body.refreshToo ?? false) }),
  );

  app.get('/catalogue', () => ({
    skus,
    anchors,
    carriers: Object.entries(carriers).map(([code, carrier]) => ({ code, ...carrier })),
    cities: cities.map(({ region, province, city }) => ({ region, province, city })),
  }));
}

/** How receivers and robots behave. */
export function channelRoutes(app: FastifyInstance, { state }: World): void {
  app.put<Named & { Body: Partial<ReceiverSetting> }>(
    '/receivers/:name',
    { schema: { body: bodies.receiver } },
    ({ params: { name }, body }) => {
      const before = state.receivers.get(name) ?? { name, secret: null, behave: 'ok', slowMs: 20_000 };
      const setting: ReceiverSetting = { ...before, ...body };
      state.receivers.set(name, setting);
      state.dirty = true;
      return { name, behave: setting.behave, slowMs: setting.slowMs, url: `/receiver/${name}` };
    },
  );

  app.put<Named & { Body: Partial<RobotSetting> }>(
    '/robots/:name',
    { schema: { body: bodies.robot } },
    ({ params: { name }, body }) => {
      const before = state.robots.get(name) ?? { name, behave: 'ok', slowMs: 20_000 };
      const setting: RobotSetting = { ...before, ...body };
      state.robots.set(name, setting);
      state.dirty = true;
      return { ...setting, url: `/robot/${name}` };
    },
  );
}

function putShop({ state }: World, body: ShopBody): object {
  const before = state.shops.get(body.shopId);
  const appKey = body.appKey ?? before?.appKey ?? demo.appKey;
  const secret = body.appSecret ?? state.apps.get(appKey);
  if (secret === undefined) throw notFound(`no app ${appKey}: give its appSecret`);
  state.apps.set(appKey, secret);
  const shop = {
    shopId: body.shopId,
    name: body.name ?? before?.name ?? `店铺${body.shopId}`,
    platform: before?.platform ?? 'douyin',
    appKey,
    originRegion: body.originRegion ?? before?.originRegion ?? '330100',
  };
  state.shops.set(shop.shopId, shop);
  state.dirty = true;
  return { ...shop, addresses: addressesOf(shop) };
}
