import type { CloseReason, OrderStatus } from '../../../domain/order.state.js';

export interface MappedStatus {
  readonly status: OrderStatus;
  /** Some parcels have left, others not. */
  readonly partial?: true;
  readonly closeReason?: CloseReason;
}

const table: ReadonlyMap<string, MappedStatus> = new Map([
  ['1', { status: 'created' }],
  ['103', { status: 'created' }],
  ['105', { status: 'paid' }],
  ['2', { status: 'awaiting_shipment' }],
  ['101', { status: 'shipped', partial: true }],
  ['3', { status: 'shipped' }],
  ['4', { status: 'closed', closeReason: 'cancelled' }],
  ['5', { status: 'finished', closeReason: 'finished' }],
  ['21', { status: 'closed', closeReason: 'refunded' }],
  ['22', { status: 'closed', closeReason: 'refunded' }],
  ['39', { status: 'closed', closeReason: 'refunded' }],
]);

/**
 * `main_status` says more than `order_status` (it adds 103, 21, 22 and 39), so it goes first; `undefined` is a value
 * the document does not list.
 */
export const toStatus = (mainStatus: string | undefined, orderStatus: string): MappedStatus | undefined =>
  (mainStatus === undefined || mainStatus === '0' ? undefined : table.get(mainStatus)) ??
  table.get(orderStatus);
