import { nothing, refused, type Fen, type Instant } from '@cartrail/kernel';
import type { Ruling } from '../order/judgement.js';
import type { ToldReturn } from '../order/order-facts.js';
import { refundAmount } from '../rules/refund-amount.js';
import { deadlineFor } from '../rules/timers.js';
import { allows } from './moves.js';
import { begin, finish, move, note, set, tell, type Decided, type Given, type Progress } from './progress.js';
import type { Return } from './return.js';

/** Once per return, whoever decides it. Undefined where nobody can compute it: then a person must settle. */
export function decideRefund(progress: Progress, given: Given, signedAt: Instant): Progress | undefined {
  const { refundBasis, case: terms } = progress.state;
  if (!refundBasis || !terms) return undefined;
  const { amountFen, ruleId } = refundAmount({ ...refundBasis, platformRefundableFen: terms.limitFen });
  return due(progress, { amountFen, ruleId, code: 'return/refund-due', signedAt }, given);
}

interface Due {
  readonly amountFen: Fen;
  readonly ruleId: string;
  readonly code: string;
  readonly signedAt: Instant;
  readonly settledBy?: string;
}

function due(
  progress: Progress,
  { amountFen, ruleId, code, signedAt, settledBy }: Due,
  given: Given,
): Progress {
  const { now, refundId } = given;
  const { ruleVersion, effectiveFrom } = progress.state.ruling;
  const ruling: Ruling = { ruleId, ruleVersion, effectiveFrom, allowed: true, code };
  const { platform } = progress.state;
  const dueBy = deadlineFor({ node: 'refund_after_sign_off', at: signedAt, platform }).deadline;
  const next = set(move(progress, 'Refunding'), {
    refund: { id: refundId, amountFen, decidedAt: now, settledBy },
  });
  return tell(next, { type: 'RefundDue', refundId, amountFen, ruling, dueBy, at: now });
}

export interface Settlement {
  readonly amountFen: Fen;
  readonly by: string;
}

/** A person and the buyer agreed on an amount; never above what the platform or the goods allow. */
export function settle(state: Return | undefined, { amountFen, by }: Settlement, given: Given): Decided {
  if (!state) return refused('return/not-found');
  if (state.refund) return refused('return/refund-already-due', { amountFen: state.refund.amountFen });
  if (!state.case || (state.status !== 'Objected' && state.status !== 'InDispute'))
    return refused('return/not-settleable', { status: state.status });
  const { limitFen } = state.case;
  if (amountFen > limitFen) return refused('return/amount-above-limit', { limitFen });
  const signedAt = state.signOffs.at(-1)?.at ?? given.now;
  const settled = { amountFen, ruleId: 'R-12', code: 'return/settled', signedAt, settledBy: by };
  return finish(state, due(begin(state), settled, given));
}

/** The buyer has the money, by our refund or by the platform's own. */
export function refundSucceeded(state: Return, news: ToldReturn<'RefundSucceeded'>): Decided {
  const { refundId, amountFen, by, at } = news;
  return paid(state, { refundId, amountFen, by, at });
}

export function paid(
  state: Return,
  { refundId, amountFen, by, at }: { refundId?: string; amountFen: Fen; by: string; at: Instant },
): Decided {
  if (!allows(state.status, 'Refunded')) return nothing('not-to-be-refunded');
  const done = tell(move(begin(state), 'Refunded'), { type: 'Refunded', refundId, amountFen, by, at });
  // A courier who is still to come is called off by a person, never in silence (domain-rules §7.6).
  return finish(
    state,
    state.pickup && state.pickedUpAt === undefined ? note(done, 'return/booking-still-active', at) : done,
  );
}

export function refundFailed(state: Return, news: ToldReturn<'RefundFailed'>): Decided {
  const { refundId, reason, byHand, platformAmountFen, at } = news;
  if (state.refund?.id !== refundId || state.status === 'Refunded') return nothing('not-this-refund');
  const failed = set(begin(state), {
    refund: { ...state.refund, failure: { reason, byHand, platformAmountFen, at } },
  });
  return finish(state, failed);
}
