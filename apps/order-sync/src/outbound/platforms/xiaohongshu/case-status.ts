import type { CaseKind, CaseOutcome, CaseStatus, PlatformState } from '../../../domain/after-sale.state.js';

const kinds: ReadonlyMap<string, CaseKind> = new Map([
  ['1', 'return_refund'],
  ['2', 'exchange'],
  ['3', 'refund_only_shipped'],
  ['4', 'refund_only_shipped'],
  ['5', 'refund_only_unshipped'],
  ['6', 'price_protection'],
]);

export const toKind = (returnType: string): CaseKind => kinds.get(returnType) ?? 'UNKNOWN';

/** Where the merchant's word is asked for, and where the goods are to be received. */
export const AUDIT = '1';
export const RECEIVE = '3';
const SUCCEEDED = '4';
/** In an exchange: the goods are back, the new ones are not sent, or not confirmed, yet. */
export const GOODS_BACK: ReadonlySet<string> = new Set(['12', '13']);

const REFUNDED = '2';
const REFUND_FAILED = '3';
/** Made, waiting, agreed, begun, under way. */
const REFUND_OPEN: ReadonlySet<string> = new Set(['101', '201', '301', '108', '1']);

export interface MappedCase {
  /** Absent: in no table. */
  readonly status?: CaseStatus;
  readonly outcome?: CaseOutcome;
  readonly refunding: boolean;
}

const at = (status?: CaseStatus, outcome?: CaseOutcome, refunding = false): MappedCase => ({
  status,
  outcome,
  refunding,
});

const open: ReadonlyMap<string, CaseStatus> = new Map([
  [AUDIT, 'requested'],
  ['2', 'awaiting_return'],
  [RECEIVE, 'return_shipped'],
  ['9', 'rejected'],
  ['9001', 'rejected'],
  ['12', 'reship'],
  ['13', 'reship'],
  ['14', 'in_dispute'],
]);

const ends: ReadonlyMap<string, CaseOutcome> = new Map([
  ['5', 'cancelled'],
  ['6', 'closed'],
  // The exchange became a refund: that is another case.
  ['11', 'closed'],
]);

/** A failed refund says more about an open case than its own status does. */
export function toCaseStatus(kind: CaseKind, { status, refund }: PlatformState): MappedCase {
  const known = open.get(status);
  if (known !== undefined) return at(refund === REFUND_FAILED ? 'refund_failed' : known);
  const outcome = ends.get(status);
  if (outcome !== undefined) return at('closed', outcome);
  return status === SUCCEEDED ? succeeded(kind, refund) : at();
}

/** A case may succeed before its money is back: until then it is where it was, with the money under way. */
function succeeded(kind: CaseKind, refund: string | undefined): MappedCase {
  switch (kind) {
    case 'exchange':
    case 'resend':
    case 'repair':
      return at('completed', 'completed');
    case 'UNKNOWN':
      return at();
    case 'return_refund':
    case 'refund_only_shipped':
    case 'refund_only_unshipped':
    case 'price_protection':
      if (refund === undefined || refund === REFUNDED) return at('refunded', 'refunded');
      if (refund === REFUND_FAILED) return at('refund_failed');
      if (!REFUND_OPEN.has(refund)) return at();
      return at(kind === 'return_refund' ? 'return_shipped' : 'requested', undefined, true);
  }
}
