import { changed, nothing, type Decision } from '@cartrail/kernel';
import type { Calendar } from '../rules/window.js';
import { openWaiting } from './cases.js';
import type { OrderFact } from './order-facts.js';
import { newFile, type OrderFacts, type OrderFile } from './order-file.js';

/** The order became known; cases that came before it are opened now. */
export function imported(
  known: OrderFile | undefined,
  orderId: string,
  facts: OrderFacts,
  calendar: Calendar,
): Decision<OrderFile, OrderFact> {
  if (known?.facts) return nothing();
  const { file, told } = openWaiting({ ...(known ?? newFile(orderId)), facts }, facts, calendar);
  return changed<OrderFile, OrderFact>(file, ...told);
}

/** The buyer moved: offers are made for the new place. A courier who is ordered already comes to the door he was told. */
export function movedHouse(
  file: OrderFile | undefined,
  place: Pick<OrderFacts, 'buyerRegion' | 'buyerPlace'>,
): Decision<OrderFile, OrderFact> {
  if (!file?.facts) return nothing('order-unknown');
  return changed({ ...file, facts: { ...file.facts, ...place } });
}
