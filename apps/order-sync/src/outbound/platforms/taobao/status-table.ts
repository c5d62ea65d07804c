import type { CloseReason, OrderStatus } from '../../../domain/order.state.js';

export interface MappedStatus {
  readonly status: OrderStatus;
  /** Some parcels have left, others not. */
  readonly partial?: true;
  readonly closeReason?: CloseReason;
}

/** TRADE_BUYER_SIGNED is a cash-on-delivery trade that was signed for: that a parcel arrived is tracking's to say. */
const table: ReadonlyMap<string, MappedStatus> = new Map([
  ['TRADE_NO_CREATE_PAY', { status: 'created' }],
  ['WAIT_BUYER_PAY', { status: 'created' }],
  ['PAY_PENDING', { status: 'created' }],
  ['WAIT_SELLER_SEND_GOODS', { status: 'awaiting_shipment' }],
  ['SELLER_CONSIGNED_PART', { status: 'shipped', partial: true }],
  ['WAIT_BUYER_CONFIRM_GOODS', { status: 'shipped' }],
  ['TRADE_BUYER_SIGNED', { status: 'shipped' }],
  ['TRADE_FINISHED', { status: 'finished', closeReason: 'finished' }],
  // closed after payment, which takes a refund
  ['TRADE_CLOSED', { status: 'closed', closeReason: 'refunded' }],
  // closed before payment
  ['TRADE_CLOSED_BY_TAOBAO', { status: 'closed', closeReason: 'cancelled' }],
]);

/** `undefined` is a value the document does not list. */
export const toStatus = (status: string): MappedStatus | undefined => table.get(status);
