import type { CaseKind, CaseOutcome, CaseStatus } from '../../../domain/after-sale.state.js';

export interface MappedCase {
  /** Absent: in no table. */
  readonly status?: CaseStatus;
  readonly outcome?: CaseOutcome;
  readonly refunding: boolean;
}

const open: ReadonlyMap<string, CaseStatus> = new Map([
  ['MERCHANT_PROCESSING', 'requested'],
  ['USER_WAIT_CONFIRM', 'requested'],
  ['USER_WAIT_CONFIRM_UPDATE', 'requested'],
  ['USER_WAIT_RETURN', 'awaiting_return'],
  ['MERCHANT_WAIT_RECEIPT', 'return_shipped'],
  ['MERCHANT_REJECT_REFUND', 'rejected'],
  ['MERCHANT_REJECT_RETURN', 'rejected'],
  ['PLATFORM_REFUND_FAIL', 'refund_failed'],
  ['MERCHANT_REFUND_RETRY_FAIL', 'refund_failed'],
]);

const closed: ReadonlyMap<string, CaseOutcome> = new Map([
  ['USER_CANCELD', 'cancelled'],
  ['RETURN_CLOSED', 'closed'],
  ['MERCHANT_FAIL', 'closed'],
]);

const SUCCEEDED = new Set(['MERCHANT_REFUND_SUCCESS', 'MERCHANT_RETURN_SUCCESS']);
const REFUNDING = 'PLATFORM_REFUNDING';
const OVERDUE = 'MERCHANT_OVERDUE_REFUND';

/** The merchant has the goods: only the refund is left. */
export const isWithMerchant = (kind: CaseKind, status: string): boolean =>
  kind === 'return_refund' && (status === REFUNDING || status === OVERDUE);

/** What a dispute (纠纷单) goes through until it is withdrawn, settled, verified or closed. */
const DISPUTED = new Set(
  [100, 101, 103, 104, 105, 106, 107, 108, 109, 110, 111, 113, 114, 305, 307].map(String),
);
const SETTLED = new Set(['102', '112', '115', '116']);
const UNDECIDED: ReadonlySet<CaseStatus | undefined> = new Set<CaseStatus>([
  'requested',
  'awaiting_return',
  'return_shipped',
  'rejected',
]);

export const isKnownComplaint = (complaint: string | undefined): boolean =>
  complaint === undefined || DISPUTED.has(complaint) || SETTLED.has(complaint);

/** A dispute says more about an undecided case than its own status does. */
export function toCaseStatus(kind: CaseKind, status: string, complaint?: string): MappedCase {
  const mapped = withoutDispute(kind, status);
  const disputed = DISPUTED.has(complaint ?? '') && UNDECIDED.has(mapped.status) && !mapped.refunding;
  return disputed ? { status: 'in_dispute', refunding: false } : mapped;
}

function withoutDispute(kind: CaseKind, status: string): MappedCase {
  if (SUCCEEDED.has(status)) return succeeded(kind);
  if (status === REFUNDING || status === OVERDUE) return owed(kind, status === REFUNDING);
  const outcome = closed.get(status);
  if (outcome !== undefined) return { status: 'closed', outcome, refunding: false };
  return { status: open.get(status), refunding: false };
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

/** Until the money is there a case is where it was. */
function owed(kind: CaseKind, refunding: boolean): MappedCase {
  switch (kind) {
    case 'return_refund':
      return { status: 'return_shipped', refunding };
    case 'refund_only_shipped':
    case 'refund_only_unshipped':
      return { status: 'requested', refunding };
    case 'exchange':
    case 'resend':
    case 'repair':
    case 'price_protection':
    case 'UNKNOWN':
      return { refunding: false };
  }
}
