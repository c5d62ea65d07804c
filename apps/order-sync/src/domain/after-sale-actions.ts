import { changed, nothing, refused, type Decision, type Instant } from '@cartrail/kernel';
import type {
  ActionFailure,
  AfterSale,
  AfterSaleFact,
  FailedAction,
  ObservedCase,
} from './after-sale.state.js';
import type { CaseActionFact, CaseActionName } from './case-action.js';

type Decided = Decision<AfterSale, AfterSaleFact>;

/** Where agreeing is no longer a question. A refused case is not: what we hold may be behind, and silence would hide it. */
const PAST: ReadonlySet<AfterSale['status']> = new Set([
  'awaiting_return',
  'return_shipped',
  'reship',
  'refunded',
  'completed',
  'closed',
]);

/** A return was approved on our side: its case is to be agreed, unless it is past that. */
export function wantAgreement(held: AfterSale | undefined, returnId: string): Decided {
  if (!held) return refused('after-sale/unknown', { returnId });
  if (held.agreed || PAST.has(held.status)) return nothing('already past');
  if (held.agreeing?.returnId === returnId) return nothing('already asked');
  return changed({ ...held, agreeing: { returnId, sent: false } });
}

/** Written before the platform is told, so that whatever follows knows that it may have been. */
export const aboutToAgree = (held: AfterSale | undefined, returnId: string): Decided =>
  held && !held.agreed ? changed({ ...held, agreeing: { returnId, sent: true } }) : nothing('already agreed');

/** The platform said yes; its own state may show it a moment later. */
export function confirmAgreed(held: AfterSale | undefined, at: Instant): Decided {
  if (!held || held.agreed) return nothing('already agreed');
  const agreed = { by: 'cartrail', at } as const;
  return changed<AfterSale, AfterSaleFact>(
    { ...held, agreed, agreeing: undefined },
    { type: 'AfterSaleAgreed', by: 'cartrail', agreedAt: at },
  );
}

export function agreementFailed(
  held: AfterSale | undefined,
  returnId: string,
  failure: ActionFailure,
  at: Instant,
): Decided {
  if (!held?.agreeing) return nothing('nothing under way');
  return changed<AfterSale, AfterSaleFact>(
    { ...held, agreeing: undefined },
    failed('agree_return', returnId, failure, at),
  );
}

export const reportFailed = (
  held: AfterSale | undefined,
  returnId: string,
  failure: ActionFailure,
  at: Instant,
): Decided =>
  held
    ? changed<AfterSale, AfterSaleFact>(held, failed('report_received', returnId, failure, at))
    : nothing('unknown case');

/** What came of a word that is kept on its own, told of the case it was about. */
export function tellOfAction(held: AfterSale | undefined, fact: CaseActionFact): Decided {
  const { action, at } = fact;
  if (fact.type === 'CaseActionDone')
    return action.word.action === 'agree-return' ? confirmAgreed(held, at) : nothing('the case shows it');
  if (!held) return nothing('unknown case');
  const returnId = 'returnId' in action.by ? action.by.returnId : undefined;
  const told = failed(NAMES[action.word.action], returnId, fact.failure, at);
  return changed<AfterSale, AfterSaleFact>(held, told);
}

const NAMES = {
  'agree-return': 'agree_return',
  'agree-refund': 'agree_refund',
  reject: 'reject',
  'fill-return-waybill': 'fill_return_waybill',
} as const satisfies Record<CaseActionName, FailedAction>;

const failed = (
  action: FailedAction,
  returnId: string | undefined,
  failure: ActionFailure,
  failedAt: Instant,
): AfterSaleFact => ({ type: 'AfterSaleActionFailed', action, returnId, failure, failedAt });

export type AgreementVerdict =
  | { readonly kind: 'send' }
  /** Agreed, shipped, refunded or over: what the case shows is told by itself. */
  | { readonly kind: 'past' }
  | { readonly kind: 'hopeless'; readonly failure: ActionFailure };

/** What the newest reading of a case means for our agreement. */
export function judgeAgreement(seen: ObservedCase): AgreementVerdict {
  switch (seen.status) {
    case 'requested':
      return seen.kind === 'return_refund'
        ? { kind: 'send' }
        : hopeless('not_supported', `cases of kind ${seen.kind} are not agreed by us`);
    case 'rejected':
    case 'in_dispute':
    case 'refund_failed':
    case undefined:
      return hopeless('state_moved', `the case is at ${seen.platformState.status}`);
    case 'awaiting_return':
    case 'return_shipped':
    case 'reship':
    case 'refunded':
    case 'completed':
    case 'closed':
      return { kind: 'past' };
  }
}

const hopeless = (reason: ActionFailure['reason'], detail: string): AgreementVerdict => ({
  kind: 'hopeless',
  failure: { reason, detail },
});
