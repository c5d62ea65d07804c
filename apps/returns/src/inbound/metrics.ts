import { Counter } from 'prom-client';

/** What would otherwise pass unseen. */
export const metrics = {
  noted: new Counter({
    name: 'returns_noted_total',
    help: 'What happened to returns and changed nothing, for a person to look at, by its code',
    labelNames: ['code'],
  }),
  unknownBookings: new Counter({
    name: 'returns_unknown_bookings_total',
    help: 'Reports of bookings that are no pickup of ours',
    labelNames: ['provider'],
  }),
};
