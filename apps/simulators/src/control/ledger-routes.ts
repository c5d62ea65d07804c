import type { FastifyInstance } from 'fastify';
import type { LedgerKind } from '../ledger/ledger.js';
import { orderTruth } from '../orders/order-truth.js';
import { parcelTruth } from '../parcels/parcel-truth.js';
import type { FaultName } from '../state/model.js';
import type { World } from '../world.js';
import { invalid, problem } from './problem.js';
import { bodies, ledgerQuery } from './schemas.js';

const systems = /^(douyin|kdniao|\/[A-Za-z0-9/._-]+)$/;
const SETTLE_MS = 10_000;

interface LedgerQuery {
  kind: LedgerKind | 'orders' | 'parcels';
  since?: string;
  limit?: string;
}

/** The ledger, the live flow, and waiting until all is sent. */
export function ledgerRoutes(app: FastifyInstance, world: World): void {
  const { state, flow } = world;

  app.get<{ Querystring: LedgerQuery }>('/ledger', { schema: { querystring: ledgerQuery } }, ({ query }) => {
    const since = Number(query.since ?? 0);
    const limit = Math.min(Math.max(Number(query.limit ?? 1_000), 1), 5_000);
    const items = page(world, query.kind, since, limit + 1);
    const shown = items.slice(0, limit);
    return { items: shown, nextSince: shown.at(-1)?.seq ?? since, more: items.length > limit };
  });

  app.post<{ Body: { running: boolean; perMinute?: number; shopId?: string } }>(
    '/flow',
    { schema: { body: bodies.flow } },
    ({ body }) => flow.set(body),
  );
  app.get('/flow', () => state.flow);

  app.post<{ Body: { timeoutMs?: number } }>(
    '/settle',
    { schema: { body: bodies.settle } },
    async ({ body }, reply) => {
      const left = await world.settle(body.timeoutMs ?? SETTLE_MS);
      if (left === 0) return { idle: true, pendingPushes: 0 };
      return problem(reply, 504, 'sim/not-settled', 'pushes are still waiting', { pendingPushes: left });
    },
  );

  app.get('/status', () => {
    const { running, perMinute, shopId } = state.flow;
    const { now, offsetMs } = world.clock.reading();
    return {
      ...{ now, offsetMs, orders: state.orders.size, parcels: state.parcels.size },
      activeParcels: world.parcels.activeCount(),
      pendingPushes: world.deliveries.pending(),
      streams: world.clock.names(),
      flow: { running, perMinute, shopId },
    };
  });
}

/** Faults set and removed while everything runs. */
export function faultRoutes(app: FastifyInstance, { state, faults }: World): void {
  app.get('/faults', () => ({ faults: faults.list() }));
  app.delete('/faults', async (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
  app.post<{ Body: { target: string; name: FaultName; times?: number } }>(
    '/faults',
    { schema: { body: bodies.fault } },
    ({ body: { target, name, times } }) => {
      const entity = state.orders.has(target) || state.parcels.has(target);
      if (!entity && !systems.test(target)) throw invalid(`no order, parcel, vendor or path ${target}`);
      faults.set(target, name, entity, times);
      return { faults: faults.list() };
    },
  );
}

function page(world: World, kind: LedgerQuery['kind'], since: number, limit: number): { seq: number }[] {
  if (kind !== 'orders' && kind !== 'parcels') return world.ledger.list(kind, since, limit);
  const things = kind === 'orders' ? world.state.orders : world.state.parcels;
  const changed = [...things.values()].filter((one) => one.seq > since).sort((a, b) => a.seq - b.seq);
  return changed.slice(0, limit).map((one) => ({ ...truth(world, one), seq: one.seq }));
}

function truth(
  world: World,
  one: Parameters<typeof orderTruth>[0] | Parameters<typeof parcelTruth>[0],
): object {
  if ('orderIds' in one)
    return parcelTruth(one, world.state.subscriptions.get(one.number) ?? [], world.clock.now());
  return orderTruth(one);
}
