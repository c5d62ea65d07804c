import { nothing, refused, type Instant } from '@cartrail/kernel';
import { called, cancelledNow } from './book.js';
import { hasFailed, isTaken } from './moves.js';
import type { Cancelling, Pickup } from './pickup.js';
import { begin, finish, set, tell, type Decided, type Progress } from './progress.js';

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

/** After so many refusals a person must. */
const MOST_REFUSALS = 6;

/**
 * The provider would not, or never said: usually the courier was quicker. How it stands is asked for, and a person sees
 * that he may still come.
 */
export function cancellationRefused(state: Pickup | undefined, bookingId: string, now: Instant): Decided {
  if (!state) return nothing('pickup-unknown');
  const still = { type: 'StillBooked', at: now } as const;
  const { cancelling, unwanted, providerBookingId } = state;
  if (providerBookingId !== undefined && providerBookingId !== bookingId)
    return finish(state, tell(begin(state), still));
  if (!cancelling || hasFailed(state.status)) return nothing();
  const refusals = (unwanted?.refusals ?? 0) + 1;
  const kept = set(begin(state), { cancelling: undefined, unwanted: { ...cancelling, refusals } });
  const asked = tell(kept, { type: 'NewsWanted', bookingId, at: now });
  return finish(state, isTaken(state.status) ? asked : tell(asked, still));
}

/** A courier nobody wants and nobody could call off is called off again. */
export function calledAgain(progress: Progress, now: Instant): Progress {
  const { cancelling, unwanted } = progress.state;
  if (cancelling || !unwanted || unwanted.refusals >= MOST_REFUSALS) return progress;
  const { by, why } = unwanted;
  return called(set(progress, { cancelling: { by, why, at: now } }));
}
