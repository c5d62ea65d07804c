import type { AfterSale, CaseType } from '../state/after-sale.model.js';

export type CaseWord =
  | 'requested'
  | 'awaiting_return'
  | 'return_shipped'
  /** An exchange whose goods the merchant has reported as received: the new ones are to be sent. */
  | 'awaiting_reship'
  | 'reshipped'
  | 'paying_back'
  | 'refunded'
  | 'completed'
  | 'refused'
  | 'receipt_refused'
  | 'closed';

export type CaseKind = 'return_refund' | 'refund_shipped' | 'refund_unshipped' | 'exchange';

const kinds: Readonly<Record<CaseType, CaseKind>> = {
  0: 'return_refund',
  1: 'refund_shipped',
  2: 'refund_unshipped',
  3: 'exchange',
};

export const caseKind = (one: AfterSale): CaseKind => kinds[one.type];

/** Goods are to come back. */
export const wantsGoodsBack = (one: AfterSale): boolean => one.type === 0 || one.type === 3;

/** Where a case is, in the words every platform renders in its own; a dispute stands beside it, in `arbitrateStatus`. */
export function caseWord(one: AfterSale): CaseWord {
  switch (one.status) {
    case 6:
      return 'requested';
    case 7:
      return 'awaiting_return';
    case 11:
      return one.type === 3 && one.gotPackage ? 'awaiting_reship' : 'return_shipped';
    case 12:
      return one.refundStatus === 3 ? 'refunded' : 'paying_back';
    case 13:
      return 'reshipped';
    case 14:
      return 'completed';
    case 27:
      return 'refused';
    case 29:
      return 'receipt_refused';
    case 28:
      return 'closed';
  }
}
