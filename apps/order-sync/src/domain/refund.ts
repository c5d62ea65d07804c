import { changed, nothing, type Decision, type Fen, type Instant } from '@cartrail/kernel';
import type { ActionFailure, AfterSale, ObservedCase } from './after-sale.state.js';

/**
 * `Executing`: the platform is about to be told, and may have been. `Unknown`: it was told and gave no answer.
 * `Accepted`: it said yes, or somebody else set the money on its way; over once the money shows.
 */
export type RefundStatus = 'Due' | 'Executing' | 'Unknown' | 'Accepted' | 'Succeeded' | 'Failed';

export const refundMoves = {
  Due: ['Executing', 'Accepted', 'Succeeded', 'Failed'],
  Executing: ['Unknown', 'Accepted', 'Succeeded', 'Failed'],
  Unknown: ['Unknown', 'Accepted', 'Succeeded', 'Failed'],
  Accepted: ['Succeeded', 'Failed'],
  /** A person may have settled it at the platform's desk. */
  Failed: ['Succeeded'],
  Succeeded: [],
} as const satisfies Record<RefundStatus, readonly RefundStatus[]>;

export interface RefundOrder {
  readonly returnId: string;
  readonly afterSaleId: string;
  readonly orderId: string;
  readonly amountFen: Fen;
  readonly dueBy: Instant;
}

export interface Refund extends RefundOrder {
  readonly status: RefundStatus;
  /** Since when the platform may have been told by us. */
  readonly sentAt?: Instant;
  /** How often attempts failed, by how, since the last one that did not: a case that is waited for fails nothing. */
  readonly failing: Readonly<Partial<Record<ActionFailure['reason'], number>>>;
  readonly failure?: RefundFailure;
  readonly paid?: Paid;
}

export interface Paid {
  readonly by: 'cartrail' | 'platform';
  readonly amountFen: Fen;
  readonly at: Instant;
}

export interface RefundFailure extends ActionFailure {
  /** What the platform would pay, where it differs. */
  readonly platformAmountFen?: Fen;
}

export type RefundFact =
  | { readonly type: 'RefundSucceeded'; readonly paid: Paid }
  | { readonly type: 'RefundFailed'; readonly failure: RefundFailure; readonly failedAt: Instant };

type Decided = Decision<Refund, RefundFact>;

const may = (refund: Refund | undefined, to: RefundStatus): refund is Refund =>
  refund !== undefined && refundMoves[refund.status].some((next) => next === to);

/** Decided elsewhere, once: the first word counts, however often it is heard. */
export const due = (refund: Refund | undefined, order: RefundOrder): Decided =>
  refund ? nothing('already known') : changed<Refund, RefundFact>({ ...order, status: 'Due', failing: {} });

/** Written before the platform is told, so that a crash in between is known as one. */
export const executing = (refund: Refund | undefined, now: Instant): Decided =>
  may(refund, 'Executing')
    ? changed<Refund, RefundFact>({ ...refund, status: 'Executing', sentAt: now, failing: {} })
    : nothing('not due');

export const unanswered = (refund: Refund | undefined): Decided =>
  may(refund, 'Unknown')
    ? changed<Refund, RefundFact>({ ...refund, status: 'Unknown', failing: oneMore(refund, 'unavailable') })
    : nothing('not executing');

export const failuresOf = ({ failing }: Refund, reason: ActionFailure['reason']): number =>
  failing[reason] ?? 0;

const oneMore = (refund: Refund, reason: ActionFailure['reason']): Refund['failing'] => ({
  ...refund.failing,
  [reason]: failuresOf(refund, reason) + 1,
});

/** An attempt came to nothing, and there will be another. */
export const failedAgain = (refund: Refund | undefined, reason: ActionFailure['reason']): Decided =>
  refund && may(refund, 'Failed')
    ? changed<Refund, RefundFact>({ ...refund, failing: oneMore(refund, reason) })
    : nothing('over');

/** The platform answered, and there is nothing to do but wait. */
export const answered = (refund: Refund | undefined): Decided =>
  refund && Object.keys(refund.failing).length > 0
    ? changed<Refund, RefundFact>({ ...refund, failing: {} })
    : nothing('nothing failed');

export const accepted = (refund: Refund | undefined): Decided =>
  may(refund, 'Accepted') ? changed<Refund, RefundFact>({ ...refund, status: 'Accepted' }) : nothing('over');

/** What the platform may still do on our word keeps our name; anything else that pays now is somebody else's. */
export function failRefund(refund: Refund | undefined, failure: RefundFailure, now: Instant): Decided {
  if (!may(refund, 'Failed')) return nothing('over');
  const open = refund.status === 'Accepted' || failure.reason === 'unavailable';
  return changed<Refund, RefundFact>(
    { ...refund, status: 'Failed', failure, sentAt: open ? refund.sentAt : undefined },
    { type: 'RefundFailed', failure, failedAt: now },
  );
}

function succeed(refund: Refund, amountFen: Fen, at: Instant): Decided {
  if (!may(refund, 'Succeeded')) return nothing('over');
  const by = refund.sentAt === undefined ? 'platform' : 'cartrail';
  const paid = { by, amountFen, at } as const;
  return changed<Refund, RefundFact>(
    { ...refund, status: 'Succeeded', paid, failure: undefined },
    { type: 'RefundSucceeded', paid },
  );
}

type Shown = Pick<AfterSale, 'refundedFen' | 'refundAmountFen' | 'sourceUpdatedAt' | 'platformState'> & {
  readonly status?: AfterSale['status'];
};

/** What the case shows, whoever moved it: paid is paid, and what can no longer be paid has failed. */
export function observeRefund(refund: Refund | undefined, shown: Shown): Decided {
  if (!refund) return nothing('unknown refund');
  const at = shown.sourceUpdatedAt;
  switch (shown.status) {
    case 'refunded':
      return succeed(refund, shown.refundedFen ?? shown.refundAmountFen, at);
    case 'refund_failed':
      return failRefund(refund, { reason: 'refused', detail: 'the platform could not pay' }, at);
    case 'closed':
    case 'completed':
      return failRefund(refund, moved(shown), at);
    case 'requested':
    case 'awaiting_return':
    case 'return_shipped':
    case 'rejected':
    case 'in_dispute':
    case 'reship':
    case undefined:
      return nothing('not over');
  }
}

const moved = ({ platformState }: Pick<Shown, 'platformState'>): RefundFailure => ({
  reason: 'state_moved',
  detail: `the case is at ${platformState.status}`,
});

export type RefundVerdict =
  /** The case tells how it ended: see {@link observeRefund}. */
  | { readonly kind: 'over' }
  | { readonly kind: 'send' }
  | { readonly kind: 'underway' }
  | { readonly kind: 'wait'; readonly why: string }
  | { readonly kind: 'hopeless'; readonly failure: RefundFailure };

export interface RefundRules {
  /** Why the platform cannot be told to pay, in words for a person; absent where it can. */
  readonly cannot?: string;
  readonly now: Instant;
}

/** What the newest reading of the case allows. The platform's amount is the only one it pays. */
export function judgeRefund(refund: Refund, seen: ObservedCase, rules: RefundRules): RefundVerdict {
  switch (seen.status) {
    case 'refunded':
    case 'refund_failed':
    case 'closed':
    case 'completed':
      return { kind: 'over' };
    case 'rejected':
    case 'in_dispute':
    case 'reship':
      return { kind: 'hopeless', failure: moved(seen) };
    case 'requested':
    case 'awaiting_return':
    case 'return_shipped':
    case undefined:
      return judgeOpen(refund, seen, rules);
  }
}

function judgeOpen(refund: Refund, seen: ObservedCase, { cannot, now }: RefundRules): RefundVerdict {
  if (seen.refunding) return { kind: 'underway' };
  if (seen.kind !== 'return_refund') {
    return hopeless({ reason: 'not_supported', detail: `cases of kind ${seen.kind} are not refunded by us` });
  }
  if (seen.refundAmountFen !== refund.amountFen) {
    return hopeless({ reason: 'amount_differs', platformAmountFen: seen.refundAmountFen });
  }
  if (cannot !== undefined) return hopeless({ reason: 'not_supported', detail: cannot });
  if (seen.status === 'return_shipped') return { kind: 'send' };
  return now < refund.dueBy
    ? { kind: 'wait', why: `the case is at ${seen.platformState.status}` }
    : hopeless(moved(seen));
}

const hopeless = (failure: RefundFailure): RefundVerdict => ({ kind: 'hopeless', failure });
