import type { ActionFailure, CaseKind, ObservedCase } from './after-sale.state.js';
import type { CaseWord } from './case-action.js';

/** As much of a case as decides what may be said of it. */
export type ShownCase = Pick<
  ObservedCase,
  'kind' | 'status' | 'platformState' | 'refunding' | 'refundAmountFen' | 'returnParcel'
>;

export type WordVerdict =
  | { readonly kind: 'send' }
  /** The case shows already what the word would bring about. */
  | { readonly kind: 'past' }
  | { readonly kind: 'wait'; readonly why: string }
  | { readonly kind: 'hopeless'; readonly failure: ActionFailure };

const send: WordVerdict = { kind: 'send' };
const past: WordVerdict = { kind: 'past' };

const hopeless = (reason: ActionFailure['reason'], detail: string): WordVerdict => ({
  kind: 'hopeless',
  failure: { reason, detail },
});
const moved = ({ platformState }: ShownCase): WordVerdict =>
  hopeless('state_moved', `the case is at ${platformState.status}`);

const WITHOUT_GOODS: ReadonlySet<CaseKind> = new Set(['refund_only_shipped', 'refund_only_unshipped']);
const WITH_GOODS: ReadonlySet<CaseKind> = new Set(['return_refund', 'exchange']);

export interface WordRules {
  /** A person asks, who has seen what stands there; not a rule or a booking of ours. */
  readonly byHand: boolean;
  /** The kinds of case in which this platform is told that goods may come back. */
  readonly returnKinds: ReadonlySet<CaseKind>;
}

/** What the newest reading of a case means for a word. */
export function judgeWord(word: CaseWord, seen: ShownCase, rules: WordRules): WordVerdict {
  switch (word.action) {
    case 'agree-refund':
      return judgeRefund(word.amountFen, seen);
    case 'agree-return':
      return judgeReturn(seen, rules);
    case 'reject':
      return judgeRejection(seen, rules);
    case 'fill-return-waybill':
      return judgeNumber(word, seen, rules);
  }
}

function judgeRefund(amountFen: number, seen: ShownCase): WordVerdict {
  if (!WITHOUT_GOODS.has(seen.kind))
    return hopeless('not_supported', `cases of kind ${seen.kind} are not paid without their goods`);
  if (seen.status === 'refunded' || seen.refunding) return past;
  if (seen.status !== 'requested') return moved(seen);
  if (seen.refundAmountFen !== amountFen)
    return hopeless('amount_differs', `the platform would pay ${seen.refundAmountFen} fen`);
  return send;
}

function judgeReturn(seen: ShownCase, { returnKinds }: WordRules): WordVerdict {
  if (!returnKinds.has(seen.kind))
    return hopeless('not_supported', `cases of kind ${seen.kind} are not agreed by us`);
  switch (seen.status) {
    case 'requested':
      return send;
    case 'awaiting_return':
    case 'return_shipped':
    case 'reship':
    case 'refunded':
    case 'completed':
      return past;
    case 'rejected':
    case 'in_dispute':
    case 'refund_failed':
    case 'closed':
    case undefined:
      return moved(seen);
  }
}

/** Goods on their way are refused by a person only: no rule of ours has seen them. */
function judgeRejection(seen: ShownCase, { byHand }: WordRules): WordVerdict {
  switch (seen.status) {
    case 'requested':
      return send;
    case 'return_shipped':
      return byHand ? send : moved(seen);
    case 'rejected':
    case 'closed':
      return past;
    case 'awaiting_return':
    case 'in_dispute':
    case 'refund_failed':
    case 'reship':
    case 'refunded':
    case 'completed':
    case undefined:
      return moved(seen);
  }
}

/** A number that stands there stays: the buyer entered it, or we did, and no word takes it back. */
function judgeNumber(
  { number, replaces }: Extract<CaseWord, { action: 'fill-return-waybill' }>,
  seen: ShownCase,
  { byHand }: WordRules,
): WordVerdict {
  if (!WITH_GOODS.has(seen.kind))
    return hopeless('not_supported', `no goods come back in cases of kind ${seen.kind}`);
  const there = seen.returnParcel?.number;
  if (there === number) return past;
  if (there !== undefined)
    return byHand || there === replaces
      ? hopeless('state_moved', 'the case shows another number already')
      : past;
  switch (seen.status) {
    case 'requested':
      return { kind: 'wait', why: 'the return is not agreed yet' };
    case 'awaiting_return':
      return send;
    case 'return_shipped':
    case 'refunded':
    case 'completed':
    case 'closed':
      return byHand ? moved(seen) : past;
    case 'rejected':
    case 'in_dispute':
    case 'refund_failed':
    case 'reship':
    case undefined:
      return moved(seen);
  }
}
