import type { FastifyInstance } from 'fastify';
import { addressesOf } from '../after-sales/addresses.js';
import type { OwnParcel } from '../after-sales/buyer.js';
import { caseTruth } from '../after-sales/case-truth.js';
import type { Amendment, NewCase } from '../after-sales/claims.js';
import type { MerchantAct, Terms } from '../after-sales/merchant.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { World } from '../world.js';
import { invalid } from './problem.js';
import { caseBodies } from './return-schemas.js';

type ById = { Params: { id: string } };

/** What buyers do when they want their money back, and the truth about it. */
export function afterSaleRoutes(app: FastifyInstance, world: World): void {
  const { orders, cases, claims, buyer } = world;

  app.post<ById & { Body: NewCase }>(
    '/orders/:id/after-sales',
    { schema: { body: caseBodies.create } },
    async ({ params, body }, reply) => {
      const one = claims.create(orders.get(params.id), body);
      return reply.code(201).send({ platformAfterSaleId: one.id });
    },
  );

  app.get<ById>('/after-sales/:id', ({ params }) => caseTruth(cases.get(params.id)));

  app.post<ById & { Body: OwnParcel }>(
    '/after-sales/:id/ship',
    { schema: { body: caseBodies.ship } },
    ({ params, body }) => {
      const one = cases.get(params.id);
      const { number, carrier } = buyer.ship(one, body);
      return { ...caseTruth(one), parcel: { number, carrier } };
    },
  );

  app.post<ById & { Body: Amendment }>(
    '/after-sales/:id/amend',
    { schema: { body: caseBodies.amend } },
    ({ params, body }) => {
      const one = cases.get(params.id);
      claims.amend(one, orders.get(one.orderId), body);
      return caseTruth(one);
    },
  );
}

/** What ends a case, or turns it. */
export function verdictRoutes(app: FastifyInstance, { state, cases, claims, merchant, buyer }: World): void {
  const plain: Record<string, (one: AfterSale) => void> = {
    cancel: (one) => {
      claims.cancel(one);
    },
    escalate: (one) => {
      claims.escalate(one);
    },
    refuse: (one) => {
      merchant.refuse(one);
    },
    confirm: (one) => {
      buyer.confirm(one);
    },
  };
  app.post<ById & { Body: { act: MerchantAct } & Terms }>(
    '/after-sales/:id/merchant',
    { schema: { body: caseBodies.merchant } },
    ({ params, body: { act, ...terms } }) => {
      const one = cases.get(params.id);
      const shop = state.shops.get(one.shopId);
      const places = (shop ? addressesOf(shop) : []).map((place) => place.addressId);
      if (terms.addressId !== undefined && !places.includes(terms.addressId)) {
        throw invalid(`shop ${one.shopId} has no address ${terms.addressId}`);
      }
      merchant.act(one, act, terms);
      return caseTruth(one);
    },
  );

  for (const [action, act] of Object.entries(plain)) {
    app.post<ById>(`/after-sales/:id/${action}`, { schema: { body: caseBodies.nothing } }, ({ params }) => {
      const one = cases.get(params.id);
      act(one);
      return caseTruth(one);
    });
  }

  app.post<ById & { Body: { winner: 'buyer' | 'merchant' } }>(
    '/after-sales/:id/decide',
    { schema: { body: caseBodies.decide } },
    ({ params, body }) => {
      const one = cases.get(params.id);
      claims.decide(one, body.winner);
      return caseTruth(one);
    },
  );
}
