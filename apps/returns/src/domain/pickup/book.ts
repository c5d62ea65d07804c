import { changed, nothing, type Instant } from '@cartrail/kernel';
import { slotRefusal } from '../rules/slots.js';
import { hasFailed, isTaken } from './moves.js';
import type { PickupFact } from './pickup-facts.js';
import type { Pickup, Said } from './pickup.js';
import { begin, finish, move, set, tell, type Decided, type Progress } from './progress.js';

/** What the buyer chose; nobody is asked for a courier before the platform agreed to the return. */
export const quote = (known: Pickup | undefined, chosen: Pickup): Decided =>
  known ? nothing() : changed<Pickup, PickupFact>(chosen);

/** Now. A slot that ran out while the platform was asked is chosen anew, not booked in vain. */
export function order(state: Pickup | undefined, now: Instant): Decided {
  if (state?.status !== 'Quoted' || state.orderedAt !== undefined) return nothing('not-waiting');
  if (slotRefusal(state.carrier, state.slot, now))
    return finish(state, fail(begin(state), 'PickupFailed', { code: 'pickup/slot-passed', at: now }));
  return finish(state, tell(set(begin(state), { orderedAt: now, heardAt: now }), { type: 'BookingWanted' }));
}

export interface BookedAnswer {
  readonly bookingId: string;
  readonly providerOrderId?: string;
  readonly number?: string;
}

/** The provider's own word that it has the booking, in an answer or found again. */
export function booked(state: Pickup | undefined, answer: BookedAnswer, now: Instant): Decided {
  if (!state) return nothing('pickup-unknown');
  if (state.providerBookingId !== undefined && state.providerBookingId !== answer.bookingId)
    return finish(state, second(begin(state), answer));
  const known = recordBooking(begin(state), answer, now);
  const waiting = state.status === 'Quoted' || state.status === 'Unknown';
  return finish(state, called(numbered(waiting ? move(known, 'Placed') : known, answer.number, now)));
}

/** Two bookings for one pickup is one too many: the later one is called off. */
const second = (progress: Progress, { bookingId, providerOrderId }: BookedAnswer): Progress =>
  tell(progress, { type: 'CancellationWanted', bookingId, providerOrderId, why: 'booked twice' });

/** `Booked` is told once, by whichever news of the booking comes first. */
export function recordBooking(
  progress: Progress,
  { bookingId, providerOrderId, number }: BookedAnswer,
  now: Instant,
): Progress {
  const { state } = progress;
  const known = set(progress, {
    providerBookingId: state.providerBookingId ?? bookingId,
    providerOrderId: state.providerOrderId ?? providerOrderId,
    heardAt: now,
  });
  if (state.bookedAt !== undefined) return known;
  return tell(set(known, { bookedAt: now }), { type: 'Booked', number, at: now });
}

export function numbered(progress: Progress, number: string | undefined, at: Instant): Progress {
  if (number === undefined || number === progress.state.number) return progress;
  return tell(set(progress, { number }), { type: 'NumberKnown', number, at });
}

/** A cancellation, as soon as the booking's id is known; the provider is told once. */
export function called(progress: Progress): Progress {
  const { cancelling, providerBookingId, providerOrderId, status } = progress.state;
  const possible = status === 'Placed' || status === 'Accepted';
  if (!cancelling || cancelling.told || providerBookingId === undefined || !possible) return progress;
  const why = cancelling.why ?? 'called off';
  const told = set(progress, { cancelling: { ...cancelling, told: true } });
  return tell(told, { type: 'CancellationWanted', bookingId: providerBookingId, providerOrderId, why });
}

/** No answer came: a courier may be on the way, so the booking is looked for and never made again blindly. */
export function answerLost(state: Pickup | undefined, now: Instant): Decided {
  if (state?.status !== 'Quoted') return nothing('answered');
  const lost = tell(move(begin(state), 'Unknown'), { type: 'AnswerLost' });
  return finish(state, tell(lost, { type: 'Changed', status: 'Unknown', at: now }));
}

/** One more try that made no booking, after tries that made none either. */
export function notBooked(state: Pickup | undefined, attempt: number): Decided {
  if (state?.status !== 'Quoted' || (state.notBooked ?? 0) !== attempt - 1) return nothing('unsure');
  return finish(state, set(begin(state), { notBooked: attempt }));
}

interface AccountName {
  readonly provider: string;
  readonly connectionId: string;
}

export interface MovedOn {
  readonly attempt: number;
  readonly why: string;
  readonly from: AccountName;
  readonly to: AccountName;
}

/** Another account is asked, with the next attempt: until this one is on record, nobody may be asked anew. */
export function movedOn(state: Pickup | undefined, { attempt, why, from, to }: MovedOn): Decided {
  if (state?.status !== 'Quoted' || state.providerBookingId !== undefined) return nothing('answered');
  const { passedOver = [] } = state;
  const asked = { ...from, why };
  return finish(state, set(begin(state), { ...to, notBooked: attempt, passedOver: [...passedOver, asked] }));
}

/** Nobody tries any more. Only where every try is known to have made no booking may the buyer choose another one at once. */
export function bookingGivenUp(
  state: Pickup | undefined,
  { attempt, why, said }: { readonly attempt: number; readonly why: string; readonly said?: Said },
  now: Instant,
): Decided {
  if (!state || (state.notBooked ?? 0) < attempt - 1) return answerLost(state, now);
  return refusedBy(state, { status: 'PickupFailed', code: 'pickup/provider-unavailable', why, said }, now);
}

/** The provider knows the booking by our reference no more. Whoever wants another courier may now call this one off. */
export function searchEnded(state: Pickup | undefined): Decided {
  if (state?.status !== 'Unknown' || state.lost) return nothing('not-searched');
  const lost = set(begin(state), { lost: true });
  return finish(state, state.cancelling ? cancelledNow(lost) : lost);
}

export interface Refusal {
  readonly status: 'Rejected' | 'PickupFailed';
  readonly code?: string;
  readonly why?: string;
  /** Absent where no provider said anything. */
  readonly said?: Said;
}

/** The provider said no, or nobody could be asked. */
export function refusedBy(state: Pickup | undefined, { status, ...refusal }: Refusal, now: Instant): Decided {
  if (!state || hasFailed(state.status) || isTaken(state.status) || state.providerBookingId !== undefined)
    return nothing('answered');
  if (state.cancelling) return finish(state, cancelledNow(begin(state)));
  return finish(state, fail(begin(state), status, { ...refusal, at: now }));
}

export function fail(
  progress: Progress,
  status: 'Rejected' | 'PickupFailed' | 'CancelledByCarrier',
  { code, why, said, at }: Omit<Refusal, 'status'> & { readonly at: Instant },
): Progress {
  const failure = said && { provider: progress.state.provider, ...said };
  const failed = set(move(progress, status), { failure });
  return tell(failed, { type: 'Failed', status, code, why, failure, at }, { type: 'Ended' });
}

export function cancelledNow(progress: Progress): Progress {
  const { cancelling, heardAt } = progress.state;
  const { by, why, at } = cancelling ?? { by: 'buyer', at: heardAt };
  return tell(move(progress, 'CancelledByUser'), { type: 'Cancelled', by, why, at }, { type: 'Ended' });
}
