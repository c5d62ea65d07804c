import { changed, nothing, type Decision } from '@cartrail/kernel';
import type { AfterSale, CaseKind, CaseStatus } from './after-sale.state.js';
import type { Order, OrderFact, Recall } from './order.state.js';
import { followRecalls, recallsOf, withRecalls } from './recall.js';

/** Cases whose goods are not to come to the buyer, or not to stay on their way to him. */
const REFUND_ONLY: ReadonlySet<CaseKind> = new Set(['refund_only_shipped', 'refund_only_unshipped']);

/** While the merchant has refused, and once the buyer has let it be, the goods go on. */
const GIVEN_UP: ReadonlySet<CaseStatus> = new Set(['rejected', 'closed', 'completed']);

/** Whether the order has to hear of it: also that a case is no longer of this kind. */
export const concernsGoods = ({ kind }: AfterSale, amended: boolean): boolean =>
  REFUND_ONLY.has(kind) || amended;

/** What a case of the platform means for goods that have not arrived. */
export function hearCase(
  order: Order | undefined,
  afterSaleId: string,
  ask: AfterSale,
): Decision<Order, OrderFact> {
  if (!order) return nothing('order unknown');
  const known = recallsOf(order).find(({ by }) => by === afterSaleId);
  const wanted = REFUND_ONLY.has(ask.kind) && !GIVEN_UP.has(ask.status);
  if (!known && (!wanted || hasArrived(order) || isHistory(order, ask)))
    return nothing('goods not concerned');
  const others = recallsOf(order).filter(({ by }) => by !== afterSaleId);
  const recall: Recall = {
    by: afterSaleId,
    reason: known?.reason ?? (ask.status === 'refunded' ? 'refunded' : 'refund_asked'),
    lines: ask.lines,
  };
  const next = withRecalls(order, wanted ? [...others, recall] : others);
  const followed = followRecalls(next, ask.sourceUpdatedAt, afterSaleId);
  const same =
    followed.facts.length === 0 && JSON.stringify(followed.order.recall) === JSON.stringify(order.recall);
  return same ? nothing('repeat') : changed(followed.order, ...followed.facts);
}

/** What is read of a shop's past may long be with the buyer, and no carrier is asked for it; what has not left is halted. */
const isHistory = ({ status }: Order, { first }: AfterSale): boolean =>
  status === 'shipped' && first?.via === 'backfill';

/** A case of an order that was over when it came to us is about what the buyer has, or is history. */
const hasArrived = ({ status }: Order): boolean => status === 'finished' || status === 'closed';
