import { Counter } from 'prom-client';

/** What would otherwise pass unseen. */
export const metrics = {
  unknownBookings: new Counter({
    name: 'returns_unknown_bookings_total',
    help: 'Reports of bookings that are no pickup of ours',
    labelNames: ['provider'],
  }),
};
