import { nothing, refused, type Instant } from '@cartrail/kernel';
import type { ToldReturn } from '../order/order-facts.js';
import { deadlineFor } from '../rules/timers.js';
import { advance } from './goods.js';
import type { ReturnStatus } from './moves.js';
import { begin, finish, move, note, set, tell, type Decided, type Given, type Progress } from './progress.js';
import type { Approval, Return } from './return.js';

/** Agreed on our side; the platform's case is agreed on this. */
export function approve(
  progress: Progress,
  by: Approval['by'],
  now: Instant,
  platformDeadline?: Instant,
): Progress {
  const { platform, lines, warehouseCode, case: terms } = progress.state;
  const known = platformDeadline ?? (terms?.status === 'awaiting_return' ? terms.deadline : undefined);
  const { deadline, source } = deadlineFor({
    node: 'return_number',
    at: now,
    platform,
    platformDeadline: known,
  });
  const approval: Approval = { by, at: now, shipBy: deadline, shipBySource: source };
  const next = set(move(progress, 'Approved'), { approval });
  return tell(next, { type: 'Approved', approval, lines, warehouseCode });
}

/** The merchant approves, also what the rules would not: nobody forbids him to be generous. */
export function approveByMerchant(state: Return | undefined, given: Given): Decided {
  if (!state) return refused('return/not-found');
  if (state.status === 'Approved') return nothing();
  if (state.status === 'AwaitingCase') return refused('return/awaiting-case');
  if (state.status !== 'Requested' && state.status !== 'Rejected')
    return refused('return/not-approvable', { status: state.status });
  return finish(state, advance(approve(begin(state), 'merchant', given.now), given));
}

/** States the platform's word overrules: it agreed, whatever we had made of the case. */
const overruled: readonly ReturnStatus[] = ['Requested', 'Rejected', 'Lapsed', 'Cancelled'];

export function agreed(state: Return, news: ToldReturn<'Agreed'>, given: Given): Decided {
  const first = state.agreedAt === undefined;
  const noted = set(begin(state), { agreedAt: state.agreedAt ?? news.at });
  const isOurs = news.by === 'cartrail' && state.status !== 'Requested';
  if (overruled.includes(state.status) && !isOurs) {
    const approved = approve(noted, 'platform', given.now, news.shipBy);
    return finish(state, advance(wantPickup(approved), given));
  }
  if (state.status === 'Cancelled' || state.status === 'Rejected')
    return finish(state, note(begin(state), 'return/agreed-after-end', news.at));
  if (state.status !== 'Approved') return finish(state, noted);
  const dated = news.shipBy === undefined ? noted : withDeadline(noted, news.shipBy);
  return finish(state, advance(first ? wantPickup(dated) : dated, given));
}

/** The platform's deadline takes the place of ours. */
export function withDeadline(progress: Progress, shipBy: Instant): Progress {
  const { approval } = progress.state;
  return approval ? set(progress, { approval: { ...approval, shipBy, shipBySource: 'platform' } }) : progress;
}

/** A courier chosen before the platform agreed is ordered now. */
const wantPickup = (progress: Progress): Progress => {
  const { pickup } = progress.state;
  return pickup ? tell(progress, { type: 'PickupWanted', pickupId: pickup.id }) : progress;
};

export function actionFailed(
  state: Return,
  { action, reason, byHand, at }: ToldReturn<'ActionFailed'>,
): Decided {
  return finish(state, note(begin(state), 'return/platform-action-failed', at, { action, reason, byHand }));
}
