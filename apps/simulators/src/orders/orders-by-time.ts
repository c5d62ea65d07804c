import type { Instant } from '@cartrail/kernel';
import type { Order } from '../state/model.js';
import type { State } from '../state/state.js';

export type OrderTime = 'createdAt' | 'updatedAt';

interface Sorted {
  readonly seq: number;
  readonly size: number;
  readonly orders: readonly Order[];
}

/** A shop's orders by one of their times, sorted anew only after something has changed: a list is read page by page. */
export class OrdersByTime {
  private readonly kept = new Map<string, Sorted>();

  constructor(private readonly state: State) {}

  /** From `from` until before `until`, oldest first, those of one moment by their ids. */
  between(shopId: string, by: OrderTime, from: Instant, until: Instant): readonly Order[] {
    const orders = this.sorted(shopId, by);
    return orders.slice(firstFrom(orders, by, from), firstFrom(orders, by, until));
  }

  private sorted(shopId: string, by: OrderTime): readonly Order[] {
    const key = `${by} ${shopId}`;
    const { seq, orders: all } = this.state;
    const known = this.kept.get(key);
    if (known?.seq === seq && known.size === all.size) return known.orders;
    const orders = [...all.values()]
      .filter((order) => order.shopId === shopId)
      .sort((a, b) => a[by] - b[by] || (a.id < b.id ? -1 : 1));
    this.kept.set(key, { seq, size: all.size, orders });
    return orders;
  }
}

function firstFrom(orders: readonly Order[], by: OrderTime, at: Instant): number {
  let low = 0;
  let high = orders.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((orders[middle]?.[by] ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
