import { caseWord, type CaseWord } from '../after-sales/words.js';
import { orderWord, type OrderWord } from '../orders/words.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { Order } from '../state/model.js';

const tradeStatuses: Readonly<Record<Exclude<OrderWord, 'closed'>, string>> = {
  created: 'WAIT_BUYER_PAY',
  awaiting_shipment: 'WAIT_SELLER_SEND_GOODS',
  partly_shipped: 'SELLER_CONSIGNED_PART',
  shipped: 'WAIT_BUYER_CONFIRM_GOODS',
  finished: 'TRADE_FINISHED',
};

/** Closed before payment is closed by the platform, closed after it takes a refund. */
export function tradeStatus(order: Order): string {
  const word = orderWord(order);
  if (word !== 'closed') return tradeStatuses[word];
  return order.paidAt === null ? 'TRADE_CLOSED_BY_TAOBAO' : 'TRADE_CLOSED';
}

const refundStatuses: Readonly<Record<Exclude<CaseWord, 'paying_back'>, string>> = {
  requested: 'WAIT_SELLER_AGREE',
  awaiting_return: 'WAIT_BUYER_RETURN_GOODS',
  return_shipped: 'WAIT_SELLER_CONFIRM_GOODS',
  awaiting_reship: 'WAIT_SELLER_CONSIGN_GOODS',
  reshipped: 'WAIT_BUYER_CONFIRM_EXCHANGE_SELLER_SEND_GOODS',
  refunded: 'SUCCESS',
  completed: 'SUCCESS',
  refused: 'SELLER_REFUSE_BUYER',
  receipt_refused: 'SELLER_REFUSE_BUYER',
  closed: 'CLOSED',
};

/** It succeeds when the money has arrived: until then it is where it was. */
export function refundStatusOf(one: AfterSale): string {
  const word = caseWord(one);
  if (word !== 'paying_back') return refundStatuses[word];
  return one.parcel ? refundStatuses.return_shipped : refundStatuses.requested;
}

export const phaseOf = (order: Order): string => (orderWord(order) === 'finished' ? 'aftersale' : 'onsale');
