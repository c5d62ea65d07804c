import { newId, type Cause } from '@cartrail/kernel';
import { change, type AnyChange } from '@cartrail/messaging';
import type { AfterSale, AfterSaleFact, CaseOrder, ObservedCase } from '../../domain/after-sale.state.js';
import { hasEnded } from '../../domain/case-progress.js';
import { concernsGoods, hearCase } from '../../domain/hear-case.js';
import { importAfterSale } from '../../domain/import-after-sale.js';
import type { Order, OrderFact } from '../../domain/order.state.js';
import { observeRefund, type Refund, type RefundFact } from '../../domain/refund.js';
import { caseKey, type AfterSaleStore, type CaseKey } from './after-sale.store.js';
import { OrderStore, type OrderKey } from './order.store.js';
import { refundsOf, type RefundStore } from './refund.store.js';

/** One reading of a case taken into what we hold, and what it shows of the goods and the money into its order and refunds. */
export class CaseChanges {
  constructor(
    readonly cases: AfterSaleStore,
    readonly refunds: RefundStore,
    private readonly orders = new OrderStore(),
  ) {}

  imported(seen: ObservedCase, order: CaseOrder, cause: Cause): AnyChange {
    return change<AfterSale, AfterSaleFact, CaseKey>({
      store: this.cases,
      find: caseKey(seen),
      createAs: newId(),
      cause,
      decide: (held) => importAfterSale(held, seen, order),
      then: ({ state, facts }, id) => {
        const amended = facts.some(({ type }) => type === 'AfterSaleAmended');
        const goods = facts.length > 0 && concernsGoods(state, amended);
        const money = hasEnded(state.status) || state.status === 'refund_failed';
        return [
          ...(goods ? [this.heard(id, state, cause)] : []),
          ...(money ? [this.observed(id, state, cause)] : []),
        ];
      },
    });
  }

  private heard(afterSaleId: string, state: AfterSale, cause: Cause): AnyChange {
    return change<Order, OrderFact, OrderKey>({
      store: this.orders,
      find: { id: state.orderId },
      cause,
      decide: (order) => hearCase(order, afterSaleId, state),
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
