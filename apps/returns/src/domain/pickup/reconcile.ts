import { DAY, MINUTE, nothing, type Instant } from '@cartrail/kernel';
import { calledAgain } from './cancel.js';
import type { Pickup } from './pickup.js';
import { begin, finish, set, tell, type Decided } from './progress.js';

/** Before all that are quiet. */
const AT_ONCE: Instant = 0;
const WITHOUT_NEWS_MS = 30 * MINUTE;
const TRAVELLING_MS = 10 * DAY;
/** After the slot, or after the courier came: what is not told by then is told no more. */
const LAST_ASKED_MS = 30 * DAY;

/** When the provider is asked how a booking stands, if nothing is heard until then (domain-rules §7.6). */
export function askAt(pickup: Pickup): Instant | undefined {
  if (pickup.rumoured && pickup.providerBookingId !== undefined) return AT_ONCE;
  const next = nextAsk(pickup);
  const end = (pickup.pickedUpAt ?? pickup.slot.to) + LAST_ASKED_MS;
  return next === undefined || next > end ? undefined : next;
}

function nextAsk({ status, providerBookingId, heardAt, askedAt, pickedUpAt }: Pickup): Instant | undefined {
  if (providerBookingId === undefined) return undefined;
  switch (status) {
    case 'Placed':
    case 'Accepted':
      return Math.max(heardAt, askedAt ?? 0) + WITHOUT_NEWS_MS;
    case 'PickedUp':
    case 'WeightChanged':
    case 'Settled': {
      const since = (pickedUpAt ?? heardAt) + TRAVELLING_MS;
      return askedAt === undefined || askedAt < since ? since : askedAt + DAY;
    }
    case 'Quoted':
    case 'Unknown':
    case 'Delivered':
    case 'Rejected':
    case 'PickupFailed':
    case 'CancelledByUser':
    case 'CancelledByCarrier':
      return undefined;
  }
}

/**
 * Somebody nobody vouches for says there is news: the provider is asked at the next look, once for all that is said until
 * then, also about a booking that has ended. Nothing he says is believed.
 */
export function rumoured(state: Pickup | undefined, bookingId: string): Decided {
  if (!state) return nothing('pickup-unknown');
  if (state.providerBookingId !== bookingId) return nothing('other-booking');
  return finish(state, set(begin(state), { rumoured: true }));
}

/** Takes the booking off the list of quiet ones while its provider is asked. */
export function ask(state: Pickup | undefined, now: Instant): Decided {
  const due = state && askAt(state);
  if (!state || due === undefined || due > now || state.providerBookingId === undefined)
    return nothing('not-quiet');
  const asked = set(begin(state), { askedAt: now, rumoured: undefined });
  const told = tell(asked, { type: 'NewsWanted', bookingId: state.providerBookingId, at: now });
  return finish(state, calledAgain(told, now));
}
