import type { CaseKind, CaseOutcome, CaseStatus } from '../../../domain/after-sale.state.js';

const kinds: ReadonlyMap<string, CaseKind> = new Map([
  ['1', 'return_refund'],
  ['3', 'exchange'],
  ['4', 'resend'],
  ['5', 'repair'],
]);
const MONEY_ONLY = '10';

/** The platform has one word for money back before and after shipping: the order says which. */
export function toKind(handlingWay: string, sent: boolean): CaseKind {
  if (handlingWay === MONEY_ONLY) return sent ? 'refund_only_shipped' : 'refund_only_unshipped';
  return kinds.get(handlingWay) ?? 'UNKNOWN';
}

export interface MappedCase {
  /** Absent: in no table. */
  readonly status?: CaseStatus;
  readonly outcome?: CaseOutcome;
  readonly refunding: boolean;
}

const open: ReadonlyMap<string, CaseStatus> = new Map([
  ['10', 'requested'],
  ['11', 'requested'],
  ['12', 'rejected'],
  ['20', 'in_dispute'],
  ['21', 'in_dispute'],
  ['22', 'awaiting_return'],
  ['30', 'awaiting_return'],
  ['40', 'return_shipped'],
  ['45', 'reship'],
]);

const PAYING = '50';
const SUCCEEDED = '60';
const CLOSED = '70';

export function toCaseStatus(kind: CaseKind, status: string): MappedCase {
  switch (status) {
    case PAYING:
      return paying(kind);
    case SUCCEEDED:
      return succeeded(kind);
    case CLOSED:
      return { status: 'closed', outcome: 'closed', refunding: false };
    default:
      return { status: open.get(status), refunding: false };
  }
}

/** The case is where it was, with the money on its way. */
function paying(kind: CaseKind): MappedCase {
  if (kind === 'UNKNOWN') return { refunding: false };
  return { status: kind === 'return_refund' ? 'return_shipped' : 'requested', refunding: true };
}

function succeeded(kind: CaseKind): MappedCase {
  switch (kind) {
    case 'exchange':
    case 'resend':
    case 'repair':
      return { status: 'completed', outcome: 'completed', refunding: false };
    case 'UNKNOWN':
      return { refunding: false };
    case 'return_refund':
    case 'refund_only_shipped':
    case 'refund_only_unshipped':
    case 'price_protection':
      return { status: 'refunded', outcome: 'refunded', refunding: false };
  }
}
