import { machineClock, SECOND, type Instant } from '@cartrail/kernel';
import { notFound } from '../control/problem.js';
import type { State } from '../state/state.js';
import type { Flow } from './flow.js';

export interface BurstWish {
  shopId: string;
  perSecond: number;
  /** How many in all. */
  orders: number;
  /** Whether they are shipped minutes later, as those of the flow; they are where absent. */
  ship?: boolean;
}

interface Burst {
  readonly wish: BurstWish;
  readonly begunAt: Instant;
  created: number;
}

const TICK_MS = 50;

/** A promotion: many orders of a shop at a steady rate of the machine's clock. Ends with the process. */
export class Bursts {
  private readonly all: Burst[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly state: State,
    private readonly flow: Flow,
  ) {}

  begin(wish: BurstWish): object {
    if (!this.state.shops.has(wish.shopId)) throw notFound(`no shop ${wish.shopId}`);
    const burst = { wish, begunAt: machineClock.now(), created: 0 };
    this.all.push(burst);
    this.timer ??= setInterval(() => {
      this.tick();
    }, TICK_MS).unref();
    return shown(burst);
  }

  list(): object[] {
    return this.all.map(shown);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private tick(): void {
    const now = machineClock.now();
    for (const burst of this.all) {
      const { wish, begunAt } = burst;
      const due = Math.min(wish.orders, Math.floor(((now - begunAt) * wish.perSecond) / SECOND));
      for (; burst.created < due; burst.created++) this.flow.buy(wish.shopId, wish.ship ?? true);
    }
    if (this.all.every(isOver)) this.stop();
  }
}

const isOver = ({ wish, created }: Burst): boolean => created >= wish.orders;

const shown = (burst: Burst): object => ({
  ...burst.wish,
  created: burst.created,
  running: !isOver(burst),
});
