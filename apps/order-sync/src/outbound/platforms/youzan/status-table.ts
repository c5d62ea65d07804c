import type { CloseReason, OrderStatus } from '../../../domain/order.state.js';

export interface MappedStatus {
  readonly status: OrderStatus;
  readonly partial: boolean;
  readonly closeReason?: CloseReason;
}

const table: ReadonlyMap<string, OrderStatus> = new Map([
  ['WAIT_BUYER_PAY', 'created'],
  ['TRADE_PAID', 'paid'],
  ['WAIT_CONFIRM', 'paid'],
  ['WAIT_SELLER_SEND_GOODS', 'awaiting_shipment'],
  ['WAIT_BUYER_CONFIRM_GOODS', 'shipped'],
  ['TRADE_SUCCESS', 'finished'],
  ['TRADE_CLOSED', 'closed'],
]);

/** `refund_state` of an order whose whole money went back. */
const WHOLLY_REFUNDED = '12';

/**
 * `undefined` is a value the document does not list. An order that still waits for goods of which some have left is
 * partly shipped: Youzan has no status for that.
 */
export function toStatus(
  status: string,
  seen: { readonly refundState?: string; readonly someLeft: boolean },
): MappedStatus | undefined {
  const known = table.get(status);
  switch (known) {
    case undefined:
      return undefined;
    case 'awaiting_shipment':
      return seen.someLeft ? { status: 'shipped', partial: true } : { status: known, partial: false };
    case 'finished':
      return { status: known, partial: false, closeReason: 'finished' };
    case 'closed':
      return {
        status: known,
        partial: false,
        closeReason: seen.refundState === WHOLLY_REFUNDED ? 'refunded' : 'cancelled',
      };
    case 'created':
    case 'paid':
    case 'shipped':
      return { status: known, partial: false };
  }
}
