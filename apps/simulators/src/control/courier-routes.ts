import type { FastifyInstance } from 'fastify';
import { bookingTruth } from '../couriers/booking-truth.js';
import type { ChoiceWish } from '../couriers/choices.js';
import type { World } from '../world.js';
import { courierBodies } from './return-schemas.js';

/** Which courier comes, and what was really ordered. */
export function courierRoutes(app: FastifyInstance, { state, courierChoices, vendors }: World): void {
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
    return { items: found.map((one) => bookingTruth(one, vendors)) };
  });
}
