import type { CloseReason, OrderStatus } from '../../../domain/order.state.js';

export interface MappedStatus {
  readonly status: OrderStatus;
  /** Some parcels have left, others not. */
  readonly partial?: true;
  readonly closeReason?: CloseReason;
}

/** 待发货, the one status in which the receiver may be asked for. */
export const TO_BE_SHIPPED = '4';

const table: ReadonlyMap<string, MappedStatus> = new Map([
  ['1', { status: 'created' }],
  ['2', { status: 'paid' }],
  ['3', { status: 'paid' }],
  [TO_BE_SHIPPED, { status: 'awaiting_shipment' }],
  ['5', { status: 'shipped', partial: true }],
  ['6', { status: 'shipped' }],
  ['7', { status: 'finished', closeReason: 'finished' }],
  ['8', { status: 'closed', closeReason: 'refunded' }],
  ['9', { status: 'closed', closeReason: 'cancelled' }],
  ['10', { status: 'shipped' }],
]);

/** `undefined`: a status the document does not list. */
export const toStatus = (orderStatus: string): MappedStatus | undefined => table.get(orderStatus);
