import type { CloseReason, OrderStatus } from '../../../domain/order.state.js';
import { codeOf } from '../wire/values.js';
import type { WireOrder } from './wire.js';

export interface MappedStatus {
  readonly status: OrderStatus;
  readonly closeReason?: CloseReason;
}

/** 3 is signed for by the buyer, which tracking tells better. That an order is finished no field says. */
const shipping: ReadonlyMap<string, OrderStatus> = new Map([
  ['1', 'awaiting_shipment'],
  ['2', 'shipped'],
  ['3', 'shipped'],
]);
const CONFIRMATIONS = new Set(['0', '1', '2']);
const REVIEWS = new Set(['0', '1']);
const REFUNDS = new Set(['1', '2', '3', '4']);

const codesOf = (wire: WireOrder) => ({
  order: codeOf(wire.order_status) ?? '',
  confirm: codeOf(wire.confirm_status) ?? '',
  review: codeOf(wire.risk_control_status) ?? '',
  refund: codeOf(wire.refund_status) ?? '',
});

/** Four fields make one status; where any of them has a value in no list, nothing follows from the others. */
export function toStatus(wire: WireOrder): MappedStatus | undefined {
  const { order, confirm, review, refund } = codesOf(wire);
  const status = shipping.get(order);
  const known = CONFIRMATIONS.has(confirm) && REVIEWS.has(review) && REFUNDS.has(refund);
  if (status === undefined || !known) return undefined;
  if (refund === '4') return { status: 'closed', closeReason: 'refunded' };
  if (confirm === '2') return { status: 'closed', closeReason: 'cancelled' };
  if (confirm === '0') return { status: 'created' };
  return { status: review === '1' && status === 'awaiting_shipment' ? 'paid' : status };
}

/** The four as they came, for whoever adds a value to the tables. */
export function rawStatus(wire: WireOrder): string {
  const { order, confirm, review, refund } = codesOf(wire);
  return `order ${order}, confirm ${confirm}, risk ${review}, refund ${refund}`;
}
