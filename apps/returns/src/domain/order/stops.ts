import { changed, nothing, type Decision } from '@cartrail/kernel';
import type { OrderFact } from './order-facts.js';
import { newFile, type OrderFile } from './order-file.js';

export interface StopWish {
  readonly number: string;
  readonly carrier: string;
  readonly reason: string;
  readonly whole: boolean;
}

/** Goods of the order are not to arrive. What has come, or turns back already, needs nobody to stop it. */
export function stopWanted(
  known: OrderFile | undefined,
  orderId: string,
  wish: StopWish,
): Decision<OrderFile, OrderFact> {
  const file = known ?? newFile(orderId);
  const heard = file.heard.find(({ number }) => number === wish.number);
  if (heard?.deliveredAt !== undefined || heard?.turnedAt !== undefined) return nothing('not on its way');
  if (wish.reason === 'refunded' && cameBack(file)) return nothing('came back as a return');
  return changed<OrderFile, OrderFact>(file, { type: 'StopWanted', orderId, ...wish });
}

/** An order is refunded, too, when what was delivered has been returned. */
const cameBack = ({ claims }: OrderFile): boolean =>
  claims.some(({ isReturn, state, numbers }) => isReturn && (state === 'refunded' || numbers.length > 0));
