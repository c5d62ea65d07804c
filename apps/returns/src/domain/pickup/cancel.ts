import { nothing, refused, type Instant } from '@cartrail/kernel';
import { called, cancelledNow } from './book.js';
import { hasFailed, isTaken } from './moves.js';
import type { Cancelling, Pickup } from './pickup.js';
import { begin, finish, set, tell, type Decided } from './progress.js';

/** Calls a courier off who has not come yet. Whom nobody has ordered is off at once; else the provider is told. */
export function cancel(state: Pickup | undefined, wanted: Cancelling): Decided {
  if (!state) return refused('pickup/not-found');
  if (isTaken(state.status)) return refused('return/already-picked-up');
  if (hasFailed(state.status) || state.cancelling) return nothing();
  const cancelling = set(begin(state), { cancelling: wanted });
  // An order under way may still become a booking: its answer, or the search for it, is waited for.
  if ((state.status === 'Quoted' && state.orderedAt === undefined) || state.lost)
    return finish(state, cancelledNow(cancelling));
  return finish(state, called(cancelling));
}

/** The provider confirmed. */
export function cancelled(state: Pickup | undefined, bookingId: string): Decided {
  if (!state || state.providerBookingId !== bookingId) return nothing('second-booking');
  if (hasFailed(state.status) || isTaken(state.status)) return nothing();
  return finish(state, cancelledNow(begin(state)));
}

/** The provider would not: usually the courier was quicker. How it stands is asked for. */
export function cancellationRefused(state: Pickup | undefined, bookingId: string, now: Instant): Decided {
  if (!state?.cancelling || state.providerBookingId !== bookingId || hasFailed(state.status))
    return nothing();
  const kept = set(begin(state), { cancelling: undefined });
  return finish(state, tell(kept, { type: 'NewsWanted', bookingId, at: now }));
}
