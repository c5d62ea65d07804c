import type { CaseKind, CaseOutcome, CaseStatus } from '../../../domain/after-sale.state.js';

const REFUND = 'REFUND';

const kinds: ReadonlyMap<string, CaseKind> = new Map([
  ['REFUND_AND_RETURN', 'return_refund'],
  ['TMALL_EXCHANGE', 'exchange'],
  ['TAOBAO_EXCHANGE', 'exchange'],
  ['REPAIR', 'repair'],
  ['RESHIPPING', 'resend'],
]);

/** A refund without a return is named after whether the goods had left. */
export function toKind(disputeType: string, shipped: boolean | undefined): CaseKind {
  if (disputeType !== REFUND) return kinds.get(disputeType) ?? 'UNKNOWN';
  if (shipped === undefined) return 'UNKNOWN';
  return shipped ? 'refund_only_shipped' : 'refund_only_unshipped';
}

const left: ReadonlyMap<string, boolean> = new Map([
  ['WAIT_SELLER_SEND_GOODS', false],
  ['WAIT_BUYER_CONFIRM_GOODS', true],
  ['TRADE_BUYER_SIGNED', true],
  ['TRADE_FINISHED', true],
]);

/** Whether the goods had left, as far as the refund itself tells: a closed trade does not. */
export const shippedBy = (refund: { readonly order_status?: string; readonly refund_phase?: string }) =>
  refund.refund_phase === 'aftersale' ? true : left.get(refund.order_status ?? '');

/** Whether the trade has to be asked for to tell. */
export const isUntold = (refund: {
  readonly dispute_type?: string;
  readonly order_status?: string;
  readonly refund_phase?: string;
}): boolean => refund.dispute_type === REFUND && shippedBy(refund) === undefined;

interface MappedCase {
  /** Absent: in no table. */
  readonly status?: CaseStatus;
  readonly outcome?: CaseOutcome;
}

const open: ReadonlyMap<string, CaseStatus> = new Map([
  ['WAIT_SELLER_AGREE', 'requested'],
  ['WAIT_BUYER_RETURN_GOODS', 'awaiting_return'],
  ['WAIT_SELLER_CONFIRM_GOODS', 'return_shipped'],
  // not the end: the buyer may amend, the platform may step in
  ['SELLER_REFUSE_BUYER', 'rejected'],
]);

/** SUCCESS is money that has arrived, or goods where the case is about goods. */
export function toCaseStatus(kind: CaseKind, status: string): MappedCase {
  if (status === 'CLOSED') return { status: 'closed', outcome: 'closed' };
  if (status !== 'SUCCESS') return { status: open.get(status) };
  switch (kind) {
    case 'exchange':
    case 'resend':
    case 'repair':
      return { status: 'completed', outcome: 'completed' };
    case 'UNKNOWN':
      return {};
    case 'return_refund':
    case 'refund_only_shipped':
    case 'refund_only_unshipped':
    case 'price_protection':
      return { status: 'refunded', outcome: 'refunded' };
  }
}
