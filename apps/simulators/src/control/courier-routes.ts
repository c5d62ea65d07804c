import type { FastifyInstance } from 'fastify';
import { bookingTruth } from '../couriers/booking-truth.js';
import type { ChoiceWish } from '../couriers/choices.js';
import type { World } from '../world.js';
import { courierBodies } from './return-schemas.js';

interface AccountBody {
  key: string;
  secret: string;
  customer?: string;
  salt?: string;
}

/** Accounts that order couriers, which courier comes, and what was really ordered. */
export function courierRoutes(app: FastifyInstance, { state, courierChoices }: World): void {
  app.put<{ Body: AccountBody }>(
    '/kuaidi100-accounts',
    { schema: { body: courierBodies.account } },
    ({ body: { key, secret, customer, salt } }) => {
      state.kuaidi100.set(key, { key, secret, customer: customer ?? null, salt: salt ?? null });
      state.dirty = true;
      return { key, customer: customer ?? null };
    },
  );

  app.put<{ Body: ChoiceWish }>('/courier-plans', { schema: { body: courierBodies.plan } }, ({ body }) =>
    courierChoices.set(body),
  );
  app.get('/courier-plans', () => courierChoices.list());

  app.get<{ Querystring: { reference?: string; phone?: string } }>('/bookings', ({ query }) => {
    const found = [...state.bookings.values()].filter(
      (one) =>
        (query.reference === undefined || one.reference === query.reference) &&
        (query.phone === undefined || one.sender.phone === query.phone),
    );
    return { items: found.map(bookingTruth) };
  });
}
