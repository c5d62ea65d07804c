import type { CloseReason, OrderStatus } from '../../../domain/order.state.js';

export interface MappedStatus {
  readonly status: OrderStatus;
  /** Some parcels have left, others not. */
  readonly partial?: true;
  readonly closeReason?: CloseReason;
}

const table: ReadonlyMap<string, MappedStatus> = new Map([
  ['10', { status: 'created' }],
  ['20', { status: 'awaiting_shipment' }],
  ['21', { status: 'shipped', partial: true }],
  ['30', { status: 'shipped' }],
  ['100', { status: 'finished', closeReason: 'finished' }],
  ['190', { status: 'closed', closeReason: 'cancelled' }],
  ['200', { status: 'closed', closeReason: 'refunded' }],
  ['250', { status: 'closed', closeReason: 'cancelled' }],
]);

/** `undefined` is a value the document does not list. */
export const toStatus = (status: string): MappedStatus | undefined => table.get(status);
