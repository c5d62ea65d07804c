import { type OrderAtPlatform } from './market.js';
import { type Told } from './told.js';

export interface Audit {
  readonly orders: number;
  /** At the platform, and nobody was told. */
  readonly lost: number;
  /** Told of more than once. */
  readonly doubled: number;
  /** Told with another amount than the platform's, or not at the platform at all. */
  readonly wrong: number;
}

/** The platform's ledger against what the product said. */
export function auditOrders(ledger: readonly OrderAtPlatform[], told: ReadonlyMap<string, Told>): Audit {
  const amounts = new Map(ledger.map(({ platformOrderId, payAmountFen }) => [platformOrderId, payAmountFen]));
  const all = [...told];
  return {
    orders: amounts.size,
    lost: [...amounts.keys()].filter((id) => !told.has(id)).length,
    doubled: all.filter(([, { times }]) => times > 1).length,
    wrong: all.filter(([id, { payAmountFen }]) => amounts.get(id) !== payAmountFen).length,
  };
}
