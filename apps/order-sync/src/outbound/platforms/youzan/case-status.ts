import type { CaseKind, CaseOutcome, CaseStatus, PlatformState } from '../../../domain/after-sale.state.js';

/** By `demand`, or by `return_goods` where an answer has only that. */
export function toKind(type: string, shipped: boolean): CaseKind {
  switch (type) {
    case '1':
    case 'false':
      return shipped ? 'refund_only_shipped' : 'refund_only_unshipped';
    case '2':
    case 'true':
      return 'return_refund';
    case '3':
      return 'exchange';
    default:
      return 'UNKNOWN';
  }
}

export interface MappedCase {
  /** Absent: in no table. */
  readonly status?: CaseStatus;
  readonly outcome?: CaseOutcome;
  readonly refunding: false;
}

const open: ReadonlyMap<string, CaseStatus> = new Map([
  ['WAIT_SELLER_AGREE', 'requested'],
  ['WAIT_BUYER_RETURN_GOODS', 'awaiting_return'],
  ['WAIT_SELLER_CONFIRM_GOODS', 'return_shipped'],
  ['SELLER_REFUSE_BUYER', 'rejected'],
  ['SELLER_REFUSE_BUYER_RETURN_GOODS', 'rejected'],
]);

/** 1: Youzan's service stays out, 2: it has stepped in, 3: it is done. */
const ARBITRATIONS = new Set(['1', '2', '3']);
const STEPPED_IN = '2';

export const isKnownArbitration = (value: string | undefined): boolean =>
  value === undefined || ARBITRATIONS.has(value);

/** A case of goods for goods is completed, not refunded; success of a kind we do not know is no success of ours. */
export function toCaseStatus(kind: CaseKind, { status, arbitration }: PlatformState): MappedCase {
  const known = open.get(status);
  if (known !== undefined) {
    return { status: arbitration === STEPPED_IN ? 'in_dispute' : known, refunding: false };
  }
  if (status === 'CLOSED') return { status: 'closed', outcome: 'closed', refunding: false };
  if (status !== 'SUCCESS' || kind === 'UNKNOWN') return { refunding: false };
  return kind === 'exchange'
    ? { status: 'completed', outcome: 'completed', refunding: false }
    : { status: 'refunded', outcome: 'refunded', refunding: false };
}
