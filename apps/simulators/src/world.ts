import { machineClock, MINUTE } from '@cartrail/kernel';
import { Buyer } from './after-sales/buyer.js';
import { Cases } from './after-sales/cases.js';
import { Claims } from './after-sales/claims.js';
import { Merchant } from './after-sales/merchant.js';
import { Agenda } from './agenda/agenda.js';
import type { Config } from './config.js';
import { CourierChoices } from './couriers/choices.js';
import { Couriers } from './couriers/couriers.js';
import { SimulatedClock } from './clock/simulated-clock.js';
import { Deliveries } from './delivery/deliveries.js';
import { Faults } from './delivery/faults.js';
import { Bursts } from './flow/bursts.js';
import { Flow } from './flow/flow.js';
import { History } from './flow/history.js';
import { Ledger } from './ledger/ledger.js';
import { pause } from './misbehave.js';
import { Orders } from './orders/orders.js';
import { Parcels } from './parcels/parcels.js';
import { platforms } from './platforms/list.js';
import { Platforms } from './platforms/platforms.js';
import { ShopTokens } from './platforms/shop-tokens.js';
import { Snapshots } from './state/snapshots.js';
import type { State } from './state/state.js';
import { vendors } from './vendors/list.js';
import { Vendors } from './vendors/vendors.js';

const TICK_MS = 200;

/** The simulated outside world, put together once. */
export class World {
  readonly clock: SimulatedClock;
  readonly state: State;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly deliveries: Deliveries;
  readonly platforms: Platforms;
  readonly shopTokens: ShopTokens;
  readonly parcels: Parcels;
  readonly orders: Orders;
  readonly agenda: Agenda;
  readonly cases: Cases;
  readonly claims: Claims;
  readonly merchant: Merchant;
  readonly buyer: Buyer;
  readonly vendors = new Vendors();
  readonly courierChoices: CourierChoices;
  readonly couriers: Couriers;
  readonly flow: Flow;
  readonly bursts: Bursts;
  readonly history: History;
  private readonly snapshots: Snapshots;
  private timer: NodeJS.Timeout | undefined;
  private tidiedAt = 0;

  constructor(config: Config) {
    this.snapshots = new Snapshots(config.stateDir);
    this.state = this.snapshots.state;
    this.clock = new SimulatedClock(config.stateDir);
    this.ledger = new Ledger(config.stateDir, this.clock);
    this.faults = new Faults(this.state);
    this.deliveries = new Deliveries(this.state, this.clock, this.ledger, this.faults, config);
    this.platforms = new Platforms(this.state);
    this.shopTokens = new ShopTokens(this.state);
    this.parcels = new Parcels(this.state, this.clock, this.vendors, this.faults);
    this.orders = new Orders(this.state, this.clock, this.parcels, this.platforms, this.faults);
    this.agenda = new Agenda(this.state, this.clock);
    this.cases = new Cases(this.state, this.clock, this.platforms, this.agenda);
    this.claims = new Claims(this.state, this.clock, this.cases, this.faults, this.platforms);
    this.merchant = new Merchant(this.state, this.cases, this.parcels, this.clock);
    this.buyer = new Buyer(this.state, this.cases, this.parcels, this.agenda);
    this.courierChoices = new CourierChoices(this.state);
    this.couriers = new Couriers(this.state, this.vendors, this.parcels, this.agenda);
    this.couriers.onPickup(({ sender, number }, at) => {
      this.buyer.handedOver(sender.phone, number, at);
    });
    this.flow = new Flow(this.state, this.clock, this.orders, this.parcels, this.claims);
    this.bursts = new Bursts(this.state, this.flow);
    this.history = new History(this.state, this.clock, this.orders);
    this.open();
    this.clock.onMove(() => {
      this.tick();
    });
  }

  start(): void {
    this.snapshots.start();
    this.ledger.start();
    this.deliveries.start();
    this.flow.start();
    this.timer = setInterval(() => {
      this.tick();
    }, TICK_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.flow.stop();
    this.bursts.stop();
    this.deliveries.stop();
    this.clock.closeAll();
    await this.snapshots.stop();
    this.ledger.stop();
  }

  /** Waits until every push that is due has been delivered; answers how many are left. */
  async settle(timeoutMs: number): Promise<number> {
    const until = machineClock.now() + timeoutMs;
    this.tick();
    while (this.deliveries.pending() > 0 && machineClock.now() < until) await pause(20);
    return this.deliveries.pending();
  }

  private open(): void {
    for (const make of platforms) {
      const platform = make(this);
      this.platforms.add(platform);
      this.deliveries.connect(platform.id, platform);
    }
    for (const make of vendors) {
      const vendor = make(this);
      this.vendors.add(vendor);
      this.deliveries.connect(vendor.id, vendor);
    }
  }

  private tick(): void {
    this.agenda.tick();
    this.parcels.tick();
    this.flow.tick();
    this.deliveries.pump();
    if (this.clock.now() - this.tidiedAt < MINUTE) return;
    this.tidiedAt = this.clock.now();
    this.orders.finishOverdue();
    this.parcels.forget();
  }
}
