import type { Order, OrderStatus } from '../state/model.js';

export type OrderWord =
  'created' | 'awaiting_shipment' | 'partly_shipped' | 'shipped' | 'closed' | 'finished';

const words: Readonly<Record<OrderStatus, OrderWord>> = {
  1: 'created',
  2: 'awaiting_shipment',
  101: 'partly_shipped',
  3: 'shipped',
  4: 'closed',
  5: 'finished',
};

/** Where an order is, in the words every platform renders in its own. */
export const orderWord = (order: Order): OrderWord => words[order.status];

/** What the buyer pays for all of it, in fen. */
export const payAmount = (order: Order): number =>
  order.lines.reduce((sum, line) => sum + line.priceFen * line.quantity, 0);
