import { caseKind, caseWord, type CaseKind, type CaseWord } from '../after-sales/words.js';
import { orderWord, type OrderWord } from '../orders/words.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { Order } from '../state/model.js';

/** The platform's values are not public: these are the simulator's own, and a merchant's tables translate them. */
const orderStatuses: Readonly<Record<OrderWord, number>> = {
  created: 10,
  awaiting_shipment: 20,
  partly_shipped: 25,
  shipped: 30,
  finished: 40,
  closed: 50,
};

const rightsStatuses: Readonly<Record<CaseWord, number>> = {
  requested: 110,
  awaiting_return: 120,
  return_shipped: 130,
  awaiting_reship: 130,
  reshipped: 140,
  paying_back: 150,
  refunded: 160,
  completed: 160,
  refused: 170,
  receipt_refused: 171,
  closed: 180,
};

const rightsTypes: Readonly<Record<CaseKind, { rightsType: number; refundType: number }>> = {
  refund_shipped: { rightsType: 1, refundType: 1 },
  refund_unshipped: { rightsType: 1, refundType: 1 },
  return_refund: { rightsType: 2, refundType: 1 },
  exchange: { rightsType: 3, refundType: 0 },
};

/** A dispute is a state of its own here. */
const IN_DISPUTE = 190;

/** `queryTime.type` of both lists. */
export const queryTypes = { created: 1, changed: 4 } as const;

/** The part of `amountInfos` that is the freight. */
export const FREIGHT = 2;

export const statusOf = (order: Order): number => orderStatuses[orderWord(order)];

export const rightsOf = (
  one: AfterSale,
): { rightsType: number; refundType: number; rightsStatus: number } => ({
  ...rightsTypes[caseKind(one)],
  rightsStatus: one.arbitrateStatus === 1 ? IN_DISPUTE : rightsStatuses[caseWord(one)],
});

/** The order's status when the buyer asked. */
export const statusWhenAsked = (one: AfterSale): number =>
  caseKind(one) === 'refund_unshipped' ? orderStatuses.awaiting_shipment : orderStatuses.shipped;
