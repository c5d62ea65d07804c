import type { CloseReason, OrderStatus } from './order.state.js';

/** Where an order may go; a platform may skip states, and a refund may follow the end. */
export const moves = {
  created: ['paid', 'awaiting_shipment', 'shipped', 'finished', 'closed'],
  paid: ['created', 'awaiting_shipment', 'shipped', 'finished', 'closed'],
  awaiting_shipment: ['created', 'paid', 'shipped', 'finished', 'closed'],
  shipped: ['created', 'paid', 'awaiting_shipment', 'finished', 'closed'],
  finished: ['closed'],
  closed: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>;

interface Stage {
  readonly status: OrderStatus;
  readonly partial: boolean;
  readonly closeReason?: CloseReason;
}

const RANK: Readonly<Record<OrderStatus, number>> = {
  created: 0,
  paid: 1,
  awaiting_shipment: 2,
  shipped: 4,
  finished: 5,
  closed: 6,
};

/** Orders two states of the same second. */
export function rank({ status, partial, closeReason }: Stage): number {
  if (status === 'shipped' && partial) return 3;
  if (status === 'closed' && closeReason === 'refunded') return 7;
  return RANK[status];
}

const isTerminal = ({ status }: Stage): boolean => status === 'finished' || status === 'closed';

/** Out of an end only a refund leads: a cancelled or finished order whose money went back. */
export function mayFollow(from: Stage, to: Stage): boolean {
  if (from.status === to.status && from.closeReason === to.closeReason) return true;
  if (isTerminal(from) && (from.closeReason === 'refunded' || to.closeReason !== 'refunded')) return false;
  const next: readonly OrderStatus[] = moves[from.status];
  return from.status === to.status || next.includes(to.status);
}
