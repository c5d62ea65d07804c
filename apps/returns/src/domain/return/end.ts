import { nothing, refused, type Instant } from '@cartrail/kernel';
import type { ToldReturn } from '../order/order-facts.js';
import { deadlineFor } from '../rules/timers.js';
import { allows } from './moves.js';
import { begin, finish, move, tell, type Decided, type Progress } from './progress.js';
import { paid } from './refund.js';
import type { Party } from './return-facts.js';
import type { Return } from './return.js';

const isUnderWay = ({ pickedUpAt, arrivedAt, signOffs }: Return): boolean =>
  pickedUpAt !== undefined || arrivedAt !== undefined || signOffs.length > 0;

/** Called off by a person, while no courier has the goods. */
export function cancel(
  state: Return | undefined,
  { by, why, now }: { readonly by: Party; readonly why?: string; readonly now: Instant },
): Decided {
  if (!state) return refused('return/not-found');
  if (state.status === 'Cancelled') return nothing();
  if (isUnderWay(state)) return refused('return/already-picked-up');
  if (!allows(state.status, 'Cancelled') || state.status === 'InDispute')
    return refused('return/not-cancellable', { status: state.status });
  return finish(state, calledOff(begin(state), by, why, now));
}

export function calledOff(progress: Progress, by: Party, why: string | undefined, at: Instant): Progress {
  return dropPickup(tell(move(progress, 'Cancelled'), { type: 'Cancelled', by, why, at }));
}

/** The courier is called off where there is one who has not come yet. */
export function dropPickup(progress: Progress, why = 'the return ended'): Progress {
  const { pickup, nextPickup, pickedUpAt } = progress.state;
  if (pickedUpAt !== undefined) return progress;
  const ids = [pickup, nextPickup].flatMap((each) => (each ? [each.id] : []));
  return tell(
    progress,
    ...ids.map((pickupId) => ({ type: 'PickupUnwanted', pickupId, by: 'return', why }) as const),
  );
}

/** The case ended at the platform. */
export function closed(state: Return, { outcome, refundedFen, at }: ToldReturn<'Closed'>): Decided {
  if (outcome === 'refunded') {
    const { refund } = state;
    const amountFen = refundedFen ?? refund?.amountFen ?? state.case?.limitFen ?? 0;
    return paid(state, { refundId: refund?.id, amountFen, by: refund ? 'cartrail' : 'platform', at });
  }
  if (state.status === 'Cancelled') return nothing('called-off-already');
  if (outcome === 'cancelled' && !isUnderWay(state) && allows(state.status, 'Cancelled'))
    return finish(state, calledOff(begin(state), 'platform', undefined, at));
  const to = outcome === 'completed' ? 'Completed' : 'Closed';
  if (!allows(state.status, to)) return nothing('ended-already');
  return finish(state, dropPickup(tell(move(begin(state), to), { type: 'Closed', outcome, at })));
}

/** Until when something must happen, or the return lapses. */
export function lapseDeadline(state: Return): { readonly at: Instant; readonly source: string } | undefined {
  const { status, approval, parcel, platform, appliedAt } = state;
  const sent = parcel && (parcel.by === 'buyer' || parcel.enteredAt !== undefined);
  if (sent || isUnderWay(state)) return undefined;
  if (status === 'Approved' && approval) return { at: approval.shipBy, source: approval.shipBySource };
  if (status !== 'AwaitingCase') return undefined;
  // Who opens no case sends no goods: the same time as for the goods themselves.
  const { deadline, source } = deadlineFor({ node: 'return_number', at: appliedAt, platform });
  return { at: deadline, source };
}

export function lapse(state: Return | undefined, now: Instant): Decided {
  const deadline = state && lapseDeadline(state);
  if (!state || !deadline || deadline.at > now) return nothing('not-due');
  const lapsed = tell(move(begin(state), 'Lapsed'), {
    type: 'Lapsed',
    deadline: deadline.at,
    deadlineSource: deadline.source,
    at: now,
  });
  return finish(state, dropPickup(lapsed));
}
