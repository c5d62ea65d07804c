import type { CaseKind, CaseOutcome, CaseStatus } from '../../../domain/after-sale.state.js';

const kinds: ReadonlyMap<string, CaseKind> = new Map([
  ['3', 'return_refund'],
  ['4', 'exchange'],
  ['5', 'resend'],
]);
const REFUND_ONLY = '2';
/** Whose type is in no list: a repair is known by how it ended. */
const REPAIRS = new Set(['24', '25']);

/** Whether a refund without goods is one before or after shipping only the order knows. */
export const needsOrder = (type: string): boolean => type === REFUND_ONLY;

export function toKind(type: string, status: string, shipped: boolean | undefined): CaseKind {
  if (REPAIRS.has(status)) return 'repair';
  if (type !== REFUND_ONLY) return kinds.get(type) ?? 'UNKNOWN';
  if (shipped === undefined) return 'UNKNOWN';
  return shipped ? 'refund_only_shipped' : 'refund_only_unshipped';
}

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

/** `returned`: the case names a parcel on its way back. 21, 22, 27, 31 and 32 are in no table of ours. */
export function toCaseStatus(kind: CaseKind, status: string, returned: boolean): MappedCase {
  switch (status) {
    case '2':
      return at('requested');
    case '3':
      return at(returned ? 'return_shipped' : 'requested');
    case '4':
    case '5':
      // The money is on its way: until it is there, the case is where it was.
      return at(kind === 'return_refund' ? 'return_shipped' : 'requested', undefined, true);
    case '6':
      return at('rejected');
    case '7':
      return at('awaiting_return');
    case '8':
      return at('in_dispute');
    case '14':
    case '15':
    case '18':
      return at('reship');
    default:
      return ended(kind, status);
  }
}

function ended(kind: CaseKind, status: string): MappedCase {
  switch (status) {
    case '10':
      return succeeded(kind);
    case '16':
    case '25':
      return at('completed', 'completed');
    case '11':
      return at('closed', 'cancelled');
    case '9':
    case '12':
    case '13':
    case '17':
    case '24':
      return at('closed', 'closed');
    default:
      return at();
  }
}

function succeeded(kind: CaseKind): MappedCase {
  switch (kind) {
    case 'exchange':
    case 'resend':
    case 'repair':
      return at('completed', 'completed');
    case 'return_refund':
    case 'refund_only_shipped':
    case 'refund_only_unshipped':
    case 'price_protection':
    case 'UNKNOWN':
      return at('refunded', 'refunded');
  }
}
