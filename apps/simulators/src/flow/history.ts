import { DAY, type Clock } from '@cartrail/kernel';
import type { Orders } from '../orders/orders.js';
import { seeded } from '../state/seeded.js';
import type { State } from '../state/state.js';
import { basket } from './basket.js';

export interface HistoryWish {
  shopId: string;
  orders: number;
  /** The oldest and the newest of them, in days before now. */
  fromDaysAgo: number;
  toDaysAgo: number;
}

/** What a shop sold before anybody listened: evenly over the days, received long ago, and nobody was told. */
export class History {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly orders: Orders,
  ) {}

  write({ shopId, orders, fromDaysAgo, toDaysAgo }: HistoryWish): object {
    const from = this.clock.now() - fromDaysAgo * DAY;
    const step = ((fromDaysAgo - toDaysAgo) * DAY) / orders;
    let lines = 0;
    for (let index = 0; index < orders; index++) {
      const wanted = { lines: basket(seeded(`flow ${this.state.nextId()}`)) };
      lines += this.orders.received(shopId, wanted, Math.floor(from + (index + 0.5) * step)).lines.length;
    }
    return { shopId, orders, lines };
  }
}
