import { Counter } from 'prom-client';

/** What would otherwise pass unseen. */
export const metrics = {
  refusedPushes: new Counter({
    name: 'tracking_refused_pushes_total',
    help: 'Carrier pushes refused before they were stored, by why',
    labelNames: ['provider', 'why'],
  }),
  unfollowed: new Counter({
    name: 'tracking_unfollowed_total',
    help: 'Reports about numbers nobody registered, once for all brands a number may be of; the pushes stay in ingress',
    labelNames: ['provider'],
  }),
  unmappedCodes: new Counter({
    name: 'unmapped_code_total',
    help: 'Recorded scans and booking reports whose code has no meaning to us yet',
    labelNames: ['provider', 'code'],
  }),
  unknownPickups: new Counter({
    name: 'tracking_unknown_pickup_references_total',
    help: 'Booking callbacks whose URL names no pickup of ours; they are told without one',
    labelNames: ['provider'],
  }),
  unbooked: new Counter({
    name: 'tracking_unbooked_reports_total',
    help: 'Reports that name only a number, which no booking of the account has, or more than one; the pushes stay in ingress',
    labelNames: ['provider'],
  }),
  unsignedReports: new Counter({
    name: 'tracking_unsigned_reports_total',
    help: 'Reports in pushes nobody signed, by what came of them: ask (its carrier is asked), no-query (nobody can be asked), told (a booking nobody can ask about), left (a booking that is asked about)',
    labelNames: ['provider', 'outcome'],
  }),
  unreadableScans: new Counter({
    name: 'tracking_unreadable_scans_total',
    help: 'Lines without a usable time or number; the pushes stay in ingress',
    labelNames: ['provider'],
  }),
};
