import { MINUTE, type Clock, type Instant } from '@cartrail/kernel';
import type { Claims } from '../after-sales/claims.js';
import { casesOf } from '../after-sales/lookup.js';
import type { Orders } from '../orders/orders.js';
import type { Parcels } from '../parcels/parcels.js';
import { carrierCodes, type FaultName, type FlowSetting, type Order } from '../state/model.js';
import { between, pick, seeded } from '../state/seeded.js';
import type { State } from '../state/state.js';
import { notFound } from '../control/problem.js';
import { basket } from './basket.js';

/** The share of orders one article of which comes back. */
const RETURNED = 0.08;
const AFTERTHOUGHT_MS = 5 * MINUTE;

/** A trickle of orders and a few returns, so that a running system has something to show. */
export class Flow {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly orders: Orders,
    private readonly parcels: Parcels,
    private readonly claims: Claims,
  ) {}

  start(): void {
    if (this.state.flow.running) this.schedule();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  set(wanted: { running: boolean; perMinute?: number; shopId?: string }): FlowSetting {
    const shopId = wanted.shopId ?? this.state.flow.shopId;
    if (wanted.running && !this.state.shops.has(shopId)) throw notFound(`no shop ${shopId}`);
    this.state.flow = { ...this.state.flow, ...wanted };
    this.state.dirty = true;
    this.stop();
    this.start();
    return this.state.flow;
  }

  /** Ships what has waited long enough; orders of a stopped flow are shipped too. */
  tick(): void {
    const now = this.clock.now();
    for (const order of this.state.orders.values()) {
      if (order.willReturn === true) this.claim(order, now);
      if (order.shipAt === undefined || order.shipAt > now) continue;
      delete order.shipAt;
      if (order.status === 2) this.ship(order.id);
    }
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.create();
      this.schedule();
    }, MINUTE / this.state.flow.perMinute);
    this.timer.unref();
  }

  private create(): void {
    const { flow } = this.state;
    this.buy(flow.shopId, true);
    flow.created += 1;
  }

  /** Somebody buys something. */
  buy(shopId: string, ship: boolean): void {
    const random = seeded(`flow ${this.state.nextId()}`);
    const order = this.orders.create(shopId, { lines: basket(random) });
    if (!ship) return;
    order.shipAt = this.clock.now() + between(random, 1, 5) * MINUTE;
    order.willReturn = random() < RETURNED;
  }

  /** Everything has arrived, and one article is not what the buyer had hoped for. */
  private claim(order: Order, now: Instant): void {
    const arrived = order.parcels.every((one) => this.parcels.endOf(one.number) + AFTERTHOUGHT_MS <= now);
    if (order.status !== 3 || !arrived) return;
    order.willReturn = false;
    this.state.dirty = true;
    const [line] = order.lines;
    if (!line || casesOf(this.state, order.id).length > 0) return;
    const reasonCode = pick(seeded(`reason ${order.id}`), [1, 1, 1, 2, 6]);
    const lines = [{ platformLineId: line.platformLineId, quantity: 1 }];
    this.claims.create(order, { type: 0, lines, reasonCode, parcelPlan: 'quick' });
  }

  private ship(id: string): void {
    const random = seeded(`flow ship ${id}`);
    const parcel = (): {
      carrier: (typeof carrierCodes)[number];
      plan: 'quick' | 'normal';
      faults: FaultName[];
    } => ({
      carrier: pick(random, carrierCodes),
      plan: random() < 0.9 ? 'quick' : 'normal',
      faults: random() < 0.1 ? ['duplicate'] : [],
    });
    const order = this.orders.get(id);
    const parcels = order.lines.length > 1 && random() < 0.5 ? [parcel(), parcel()] : [parcel()];
    this.orders.ship(order, parcels);
  }
}
