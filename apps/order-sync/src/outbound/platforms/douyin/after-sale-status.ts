import type { CaseKind, CaseOutcome, CaseStatus, PlatformState } from '../../../domain/after-sale.state.js';

const kinds: ReadonlyMap<string, CaseKind> = new Map([
  ['0', 'return_refund'],
  ['1', 'refund_only_shipped'],
  ['2', 'refund_only_unshipped'],
  ['3', 'exchange'],
  ['6', 'price_protection'],
  ['7', 'resend'],
  ['8', 'repair'],
]);

/** Types 4 and 5 (cancellations) have no word of ours either: kept raw and counted. */
export const toKind = (type: string): CaseKind => kinds.get(type) ?? 'UNKNOWN';

export interface MappedCase {
  /** Absent: in no table. */
  readonly status?: CaseStatus;
  readonly outcome?: CaseOutcome;
  readonly refunding: boolean;
}

const REFUNDED = '3';
const REFUND_FAILED = '4';
/** Asked for, and under way. */
const REFUND_OPEN = new Set(['1', '2']);
const IN_DISPUTE = new Set(['1', '4', '5']);
const ARBITRATIONS = new Set(['0', '1', '2', '3', '4', '5', '255']);

export const isKnownArbitration = (value: string | undefined): boolean =>
  value === undefined || ARBITRATIONS.has(value);

const at = (status?: CaseStatus, outcome?: CaseOutcome, refunding = false): MappedCase => ({
  status,
  outcome,
  refunding,
});

const open: ReadonlyMap<string, CaseStatus> = new Map([
  ['6', 'requested'],
  ['7', 'awaiting_return'],
  ['11', 'return_shipped'],
  ['27', 'rejected'],
  ['29', 'rejected'],
  ['8', 'reship'],
  ['13', 'reship'],
  ['14', 'reship'],
]);

/** Arbitration and a failed refund say more about an open case than its own status does. */
export function toCaseStatus(kind: CaseKind, { status, refund, arbitration }: PlatformState): MappedCase {
  const known = open.get(status);
  if (known === undefined) return ended(kind, status, refund);
  if (refund === REFUND_FAILED) return at('refund_failed');
  return at(IN_DISPUTE.has(arbitration ?? '') ? 'in_dispute' : known);
}

function ended(kind: CaseKind, status: string, refund: string | undefined): MappedCase {
  switch (status) {
    case '12':
      return succeeded(kind, refund);
    case '28':
      // What the buyer takes back leaves its refund waiting for ever.
      return at('closed', refund === '1' ? 'cancelled' : 'closed');
    case '51':
      return at('closed', 'cancelled');
    case '53':
      return refund === REFUNDED ? succeeded(kind, refund) : at('closed', 'closed');
    default:
      return at();
  }
}

/** A case succeeds before its money is back: until then it is where it was, with the money under way. */
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
      if (refund === REFUNDED) return at('refunded', 'refunded');
      if (refund === REFUND_FAILED) return at('refund_failed');
      if (!REFUND_OPEN.has(refund ?? '')) return at();
      return at(kind === 'return_refund' ? 'return_shipped' : 'requested', undefined, true);
  }
}
