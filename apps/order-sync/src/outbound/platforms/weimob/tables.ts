import type { PlatformFailureKind } from '../../../application/ports.js';
import type { CaseKind, CaseOutcome, CaseStatus } from '../../../domain/after-sale.state.js';
import type { CloseReason, OrderStatus } from '../../../domain/order.state.js';

/** The words a merchant's tables are written in. */
export const orderWords = [
  'created',
  'paid',
  'awaiting_shipment',
  'partly_shipped',
  'shipped',
  'finished',
  'cancelled',
  'refunded',
] as const;
type OrderWord = (typeof orderWords)[number];

export const caseWords = [
  'requested',
  'awaiting_return',
  'return_shipped',
  'refunding',
  'refunded',
  'rejected',
  'in_dispute',
  'refund_failed',
  'reship',
  'completed',
  'cancelled',
  'closed',
] as const;
type CaseWord = (typeof caseWords)[number];

/** `refund_only`: of goods that had left or had not, as the order stood when the buyer asked. */
export const kindWords = [
  'return_refund',
  'refund_only',
  'refund_only_shipped',
  'refund_only_unshipped',
  'exchange',
  'resend',
  'repair',
  'price_protection',
] as const;
type KindWord = (typeof kindWords)[number];

export const failureWords = [
  'auth_expired',
  'forbidden',
  'throttled',
  'invalid',
  'conflict',
  'manual_only',
  'transient',
] as const satisfies readonly PlatformFailureKind[];

/** `value:word[,value:word]`; a row whose word is none is none. */
export function readTable<W extends string>(setting: string, words: readonly W[]): ReadonlyMap<string, W> {
  return new Map(
    setting.split(',').flatMap((row) => {
      const [value = '', given, ...rest] = row.trim().split(':');
      const word = words.find((candidate) => candidate === given);
      return value === '' || word === undefined || rest.length > 0 ? [] : [[value, word] as const];
    }),
  );
}

export interface MappedStatus {
  readonly status: OrderStatus;
  readonly partial: boolean;
  readonly closeReason?: CloseReason;
}

/** Absent: the table has no row for it. */
export function toOrderStatus(word: OrderWord | undefined): MappedStatus | undefined {
  switch (word) {
    case undefined:
      return undefined;
    case 'created':
    case 'paid':
    case 'awaiting_shipment':
    case 'shipped':
      return { status: word, partial: false };
    case 'partly_shipped':
      return { status: 'shipped', partial: true };
    case 'finished':
      return { status: word, partial: false, closeReason: 'finished' };
    case 'cancelled':
    case 'refunded':
      return { status: 'closed', partial: false, closeReason: word };
  }
}

export function toKind(word: KindWord | undefined, orderWas: OrderWord | undefined): CaseKind {
  if (word !== 'refund_only') return word ?? 'UNKNOWN';
  switch (orderWas) {
    case 'created':
    case 'paid':
    case 'awaiting_shipment':
      return 'refund_only_unshipped';
    case 'partly_shipped':
    case 'shipped':
    case 'finished':
      return 'refund_only_shipped';
    case 'cancelled':
    case 'refunded':
    case undefined:
      return 'UNKNOWN';
  }
}

export interface MappedCase {
  readonly status?: CaseStatus;
  readonly outcome?: CaseOutcome;
  readonly refunding: boolean;
}

const GOODS_FOR_GOODS: ReadonlySet<CaseKind> = new Set(['exchange', 'resend', 'repair']);

/** A case of goods for goods is completed, not refunded, whatever the table calls its success. */
export function toCaseStatus(word: CaseWord | undefined, kind: CaseKind): MappedCase {
  switch (word) {
    case undefined:
      return { refunding: false };
    case 'refunded':
      if (kind === 'UNKNOWN') return { refunding: false };
      return GOODS_FOR_GOODS.has(kind) ? ended('completed', 'completed') : ended('refunded', 'refunded');
    case 'completed':
      return ended('completed', 'completed');
    case 'cancelled':
    case 'closed':
      return ended('closed', word);
    case 'refunding':
      if (kind === 'UNKNOWN' || GOODS_FOR_GOODS.has(kind)) return { refunding: false };
      return { status: kind === 'return_refund' ? 'return_shipped' : 'requested', refunding: true };
    case 'requested':
    case 'awaiting_return':
    case 'return_shipped':
    case 'rejected':
    case 'in_dispute':
    case 'refund_failed':
    case 'reship':
      return { status: word, refunding: false };
  }
}

const ended = (status: CaseStatus, outcome: CaseOutcome): MappedCase => ({
  status,
  outcome,
  refunding: false,
});
