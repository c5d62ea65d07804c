import type { FastifyInstance } from 'fastify';
import { casesOf } from '../after-sales/lookup.js';
import { orderTruth } from '../orders/order-truth.js';
import type { Order } from '../state/model.js';
import type { NewOrder, NewParcel } from '../orders/orders.js';
import { parcelTruth } from '../parcels/parcel-truth.js';
import type { OrderParcel, Receiver } from '../state/model.js';
import type { World } from '../world.js';
import { notFound } from './problem.js';
import { bodies } from './schemas.js';

type ById = { Params: { id: string } };

/** What merchants and buyers do, and the truth about it. */
export function orderRoutes(app: FastifyInstance, world: World): void {
  const { orders, parcels, state } = world;
  const truth = (order: Order): object =>
    orderTruth(
      order,
      casesOf(state, order.id).map(({ id }) => id),
    );

  app.post<{ Body: { shopId: string; orders: NewOrder[] } }>(
    '/orders',
    { schema: { body: bodies.orders } },
    async ({ body }, reply) => {
      if (!state.shops.has(body.shopId)) throw notFound(`no shop ${body.shopId}`);
      const made = body.orders.map((wanted) => orders.create(body.shopId, wanted));
      return reply.code(201).send({ orders: made.map(({ id, ref }) => ({ ref, platformOrderId: id })) });
    },
  );

  app.get<ById>('/orders/:id', ({ params }) => truth(orders.get(params.id)));

  for (const action of ['pay', 'cancel', 'finish'] as const) {
    app.post<ById>(`/orders/:id/${action}`, { schema: { body: bodies.nothing } }, ({ params }) => {
      const order = orders.get(params.id);
      orders[action](order);
      return truth(order);
    });
  }

  app.post<ById & { Body: { parcels: NewParcel[] } }>(
    '/orders/:id/ship',
    { schema: { body: bodies.ship } },
    ({ params, body }) => ({ parcels: orders.ship(orders.get(params.id), body.parcels).map(brief) }),
  );

  app.post<ById & { Body: Partial<Receiver> }>(
    '/orders/:id/address',
    { schema: { body: bodies.address } },
    ({ params, body }) => {
      const order = orders.get(params.id);
      orders.changeAddress(order, body);
      return truth(order);
    },
  );

  app.post<ById & { Body: NewParcel & { old: string } }>(
    '/orders/:id/replace-number',
    { schema: { body: bodies.replace } },
    ({ params, body: { old, ...wanted } }) => brief(orders.replaceNumber(orders.get(params.id), old, wanted)),
  );

  app.get<{ Params: { number: string } }>('/parcels/:number', ({ params: { number } }) =>
    parcelTruth(parcels.get(number), state.subscriptions.get(number) ?? [], world.clock.now()),
  );
}

const brief = ({ number, carrier, parcelId }: OrderParcel): object => ({ number, carrier, parcelId });
