import type { FastifyInstance } from 'fastify';
import { anchors, carriers, skus } from '../orders/catalogue.js';
import { cities } from '../orders/cities.js';
import type { ReceiverSetting, RobotSetting } from '../state/model.js';
import type { World } from '../world.js';
import { bodies } from './schemas.js';

interface Targets {
  douyinPushUrl?: string | null;
  kdniaoPushUrl?: string | null;
}
type Named = { Params: { name: string } };

/** Applications, accounts, and where pushes go. */
export function setupRoutes(app: FastifyInstance, world: World): void {
  const { state } = world;

  app.put<{ Body: Targets }>('/targets', { schema: { body: bodies.targets } }, ({ body }) => {
    state.targets = { ...state.targets, ...body };
    state.dirty = true;
    if (typeof body.douyinPushUrl === 'string') world.platforms.get('douyin')?.targetSaved?.();
    return state.targets;
  });

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
