import type { FastifyInstance } from 'fastify';
import { caseTruth } from '../after-sales/case-truth.js';
import { casesOf } from '../after-sales/lookup.js';
import { bookingTruth } from '../couriers/booking-truth.js';
import type { Reach } from '../delivery/faults.js';
import type { BurstWish } from '../flow/bursts.js';
import type { HistoryWish } from '../flow/history.js';
import type { LedgerKind } from '../ledger/ledger.js';
import { orderTruth } from '../orders/order-truth.js';
import { parcelTruth } from '../parcels/parcel-truth.js';
import type { FaultName } from '../state/model.js';
import type { World } from '../world.js';
import { invalid, problem } from './problem.js';
import { bodies, ledgerQuery, thingKinds, type ThingKind } from './schemas.js';

const path = /^\/[A-Za-z0-9/._-]+$/;
/** A booking's reference, or the phone of its sender, can misbehave before there is a booking. */
const toCome = /^([0-9a-hjkmnp-tv-z]{26}|1\d{10}(-\d{1,6})?)$/;
const SETTLE_MS = 10_000;

interface LedgerQuery {
  kind: LedgerKind | ThingKind;
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
  app.post<{ Body: BurstWish }>('/bursts', { schema: { body: bodies.burst } }, async ({ body }, reply) =>
    reply.code(201).send(world.bursts.begin(body)),
  );
  app.get('/bursts', () => ({ items: world.bursts.list() }));
  app.post<{ Body: HistoryWish }>(
    '/history',
    { schema: { body: bodies.history } },
    async ({ body }, reply) => {
      if (body.fromDaysAgo <= body.toDaysAgo) throw invalid('fromDaysAgo must be more than toDaysAgo');
      return reply.code(201).send(world.history.write(body));
    },
  );

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
      ...{ afterSales: state.afterSales.size, bookings: state.bookings.size },
      activeParcels: world.parcels.activeCount(),
      pendingPushes: world.deliveries.pending(),
      streams: world.clock.names(),
      flow: { running, perMinute, shopId },
    };
  });
}

/** Faults set and removed while everything runs. */
export function faultRoutes(app: FastifyInstance, world: World): void {
  const { faults } = world;
  app.get('/faults', () => ({ faults: faults.list() }));
  app.delete('/faults', async (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
  app.post<{ Body: { target: string; name: FaultName } & Reach }>(
    '/faults',
    { schema: { body: bodies.fault } },
    ({ body: { target, name, ...reach } }) => {
      const system = isSystem(world, target);
      if (!system && !isEntity(world, target))
        throw invalid(`no order, case, parcel, booking, shop, platform, vendor or path ${target}`);
      faults.set(target, name, !system, reach);
      return { faults: faults.list() };
    },
  );
}

const isSystem = ({ state, platforms, vendors }: World, target: string): boolean =>
  state.shops.has(target) || platforms.has(target) || vendors.has(target) || path.test(target);

function isEntity({ state }: World, target: string): boolean {
  const { orders, parcels, afterSales, bookings } = state;
  const known = [orders, parcels, afterSales, bookings].some((things) => things.has(target));
  return known || toCome.test(target) || [...bookings.values()].some((one) => one.reference === target);
}

function page(world: World, kind: LedgerKind | ThingKind, since: number, limit: number): { seq: number }[] {
  if (!isThing(kind)) return world.ledger.list(kind, since, limit);
  const changed = [...thingsOf(world, kind)].filter((one) => one.seq > since).sort((a, b) => a.seq - b.seq);
  return changed.slice(0, limit).map(({ seq, truth }) => ({ ...truth(), seq }));
}

const isThing = (kind: LedgerKind | ThingKind): kind is ThingKind =>
  (thingKinds as readonly string[]).includes(kind);

function thingsOf(world: World, kind: ThingKind): { seq: number; truth: () => object }[] {
  const { state, clock } = world;
  const each = <T extends { seq: number }>(things: Iterable<T>, truth: (one: T) => object): Thing[] =>
    [...things].map((one) => ({ seq: one.seq, truth: () => truth(one) }));
  switch (kind) {
    case 'orders':
      return each(state.orders.values(), (one) =>
        orderTruth(
          one,
          casesOf(state, one.id).map(({ id }) => id),
        ),
      );
    case 'parcels':
      return each(state.parcels.values(), (one) =>
        parcelTruth(one, state.subscriptions.get(one.number) ?? [], clock.now()),
      );
    case 'after-sales':
      return each(state.afterSales.values(), caseTruth);
    case 'bookings':
      return each(state.bookings.values(), (one) => bookingTruth(one, world.vendors));
  }
}

interface Thing {
  seq: number;
  truth: () => object;
}
