import { newId, type Cause } from '@cartrail/kernel';
import { change, type AnyChange } from '@cartrail/messaging';
import type { AfterSale, AfterSaleFact, CaseOrder, ObservedCase } from '../../domain/after-sale.state.js';
import { hasEnded } from '../../domain/case-progress.js';
import { importAfterSale } from '../../domain/import-after-sale.js';
import { observeRefund, type Refund, type RefundFact } from '../../domain/refund.js';
import { caseKey, type AfterSaleStore, type CaseKey } from './after-sale.store.js';
import { refundsOf, type RefundStore } from './refund.store.js';

/** One reading of a case taken into what we hold, and what it shows of the money into its refunds. */
export class CaseChanges {
  constructor(
    readonly cases: AfterSaleStore,
    readonly refunds: RefundStore,
  ) {}

  imported(seen: ObservedCase, order: CaseOrder, cause: Cause): AnyChange {
    return change<AfterSale, AfterSaleFact, CaseKey>({
      store: this.cases,
      find: caseKey(seen),
      createAs: newId(),
      cause,
      decide: (held) => importAfterSale(held, seen, order),
      then: ({ state }, id) =>
        hasEnded(state.status) || state.status === 'refund_failed' ? [this.observed(id, state, cause)] : [],
    });
  }

  private observed(afterSaleId: string, state: AfterSale, cause: Cause): AnyChange {
    return change<Refund, RefundFact>({
      store: this.refunds,
      find: refundsOf(afterSaleId),
      cause,
      decide: (refund) => observeRefund(refund, state),
    });
  }
}
