import { virtualPhone } from '../orders/receiver.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { Order } from '../state/model.js';
import type { State } from '../state/state.js';
import { wantsGoodsBack } from './words.js';

const over: ReadonlySet<number> = new Set([12, 14, 28]);

/** Neither paid back, exchanged nor closed. */
export const isLive = (one: AfterSale): boolean => !over.has(one.status);

/** The cases of an order, oldest first. */
export const casesOf = (state: State, orderId: string): AfterSale[] =>
  [...state.afterSales.values()].filter((one) => one.orderId === orderId);

export interface Sender {
  case: AfterSale;
  order: Order;
}

/**
 * Whose return a courier is called for: the live case of the buyer with that phone, be it his own number or the
 * platform's stand-in; one that is agreed first.
 */
export function senderAt(state: State, phone: string): Sender | undefined {
  const found = [...state.afterSales.values()].flatMap((one) => {
    const order = state.orders.get(one.orderId);
    return order && wantsGoodsBack(one) && isLive(one) && isPhoneOf(order, phone)
      ? [{ case: one, order }]
      : [];
  });
  return found.find((one) => one.case.status === 7) ?? found[0];
}

const isPhoneOf = (order: Order, phone: string): boolean =>
  phone === order.receiver.phone || phone.startsWith(virtualPhone(order.id).number);
