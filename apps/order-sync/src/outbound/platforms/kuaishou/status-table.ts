import type { CloseReason, OrderStatus } from '../../../domain/order.state.js';

export interface MappedStatus {
  readonly status: OrderStatus;
  readonly closeReason?: CloseReason;
}

const table: ReadonlyMap<string, MappedStatus> = new Map([
  ['10', { status: 'created' }],
  ['30', { status: 'awaiting_shipment' }],
  ['40', { status: 'shipped' }],
  ['50', { status: 'shipped' }],
  ['70', { status: 'finished', closeReason: 'finished' }],
]);

const PAID = '30';
const FAILED = '80';
const REFUNDED = '60';

export interface StatusSigns {
  readonly status: string;
  readonly paid: boolean;
  /** The platform names a reason not to ship yet. */
  readonly held: boolean;
  /** The states of its refunds. */
  readonly refunds: readonly string[];
}

/** `undefined` is a value no document lists, 0 (unknown) among them. */
export function toStatus({ status, paid, held, refunds }: StatusSigns): MappedStatus | undefined {
  if (status === PAID && held) return { status: 'paid' };
  if (status === FAILED) return { status: 'closed', closeReason: whyFailed(paid, refunds) };
  return table.get(status);
}

/** The state says only that it failed. A refund may still be under way: then the reason waits for it. */
function whyFailed(paid: boolean, refunds: readonly string[]): CloseReason | undefined {
  if (refunds.includes(REFUNDED)) return 'refunded';
  return paid ? undefined : 'cancelled';
}

/** The goods have left: 50 is signed for, which tracking tells us better. */
export const hasLeft = (status: string, sent: boolean): boolean =>
  status === FAILED ? sent : ['40', '50', '70'].includes(status);
