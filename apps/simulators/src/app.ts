import Fastify, { type FastifyInstance } from 'fastify';
import { Receivers } from './channels/receiver.js';
import { robotRoutes } from './channels/robot.js';
import { clockRoutes } from './clock/clock-routes.js';
import { afterSaleRoutes, verdictRoutes } from './control/after-sale-routes.js';
import { courierRoutes } from './control/courier-routes.js';
import { cameraRoutes } from './control/camera-routes.js';
import { faultRoutes, ledgerRoutes } from './control/ledger-routes.js';
import { orderRoutes } from './control/order-routes.js';
import { answerError, problem } from './control/problem.js';
import { reference } from './control/reference.js';
import { channelRoutes, setupRoutes } from './control/setup-routes.js';
import { shopRoutes } from './control/shop-routes.js';
import { openSockets } from './platforms/sockets.js';
import { keepRawBodies } from './raw-bodies.js';
import type { World } from './world.js';

const BODY_LIMIT = 2_000_000;

/** Every door of the simulators on one server. */
export async function buildApp(world: World): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    ajv: {
      customOptions: { allErrors: true, removeAdditional: false, coerceTypes: false, allowUnionTypes: true },
    },
  });
  app.setErrorHandler((error: Parameters<typeof answerError>[0], _request, reply) =>
    answerError(error, reply),
  );
  app.setNotFoundHandler((request, reply) =>
    problem(reply, 404, 'sim/not-found', `no ${request.method} ${request.url}`),
  );
  app.get('/health/live', () => ({ status: 'ok' }));
  app.get('/health/ready', () => ({ status: 'ok' }));
  clockRoutes(app, world.clock, world.ledger);
  await app.register(
    (control) => {
      control.get('/', (_request, reply) =>
        reply.type('text/html; charset=utf-8').send(reference(world.platforms.all(), world.vendors.all())),
      );
      setupRoutes(control, world);
      shopRoutes(control, world);
      channelRoutes(control, world);
      orderRoutes(control, world);
      cameraRoutes(control);
      afterSaleRoutes(control, world);
      verdictRoutes(control, world);
      courierRoutes(control, world);
      faultRoutes(control, world);
      ledgerRoutes(control, world);
      return Promise.resolve();
    },
    { prefix: '/control' },
  );
  await app.register(async (vendors) => {
    await keepRawBodies(vendors);
    vendorRoutes(vendors, world);
  });
  openSockets(app, world.platforms);
  return app;
}

function vendorRoutes(app: FastifyInstance, world: World): void {
  const { state, clock, ledger } = world;
  for (const platform of world.platforms.all()) platform.register(app);
  for (const vendor of world.vendors.all()) vendor.register(app);
  new Receivers(state, clock, ledger).register(app);
  robotRoutes(app, state, ledger);
}
