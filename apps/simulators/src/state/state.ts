import { machineClock } from '@cartrail/kernel';
import type { Planned } from './planned.js';
import type { AfterSale } from './after-sale.model.js';
import { upToDate, type SavedBooking } from './old-bookings.js';
import type { Booking, CourierChoice, Kuaidi100Account, TrackSubscription } from './booking.model.js';
import type {
  Account,
  FaultEntry,
  FlowSetting,
  Order,
  Parcel,
  Push,
  ReceiverSetting,
  RobotSetting,
  Shop,
  Subscription,
  Token,
} from './model.js';

export const demo = {
  appKey: '7000000000000000001',
  appSecret: 'sample-douyin-secret',
  shopId: '1000000001',
  eBusinessId: '1000001',
  apiKey: 'sample-kdniao-key',
  kuaidi100Key: 'sample-kuaidi100-key',
  kuaidi100Secret: 'sample-kuaidi100-secret',
  kuaidi100Customer: 'SAMPLE-CUSTOMER',
} as const;

/** Everything the simulated outside world knows. Plain data, so that a snapshot is one JSON text. */
export class State {
  dirty = false;
  seq = 0;
  /** Above 2^53 and growing; begins with the moment of creation, so that a fresh state never repeats an old id. */
  lastId = 4_700_000_000_000_000_000n + BigInt(machineClock.now()) * 10_000n;
  targets: { douyinPushUrl: string | null; kdniaoPushUrl: string | null } = {
    douyinPushUrl: null,
    kdniaoPushUrl: null,
  };
  flow: FlowSetting = { running: false, perMinute: 6, shopId: demo.shopId, created: 0 };
  tokens: Token[] = [];
  faults: FaultEntry[] = [];
  readonly pushes = new Set<Push>();
  readonly apps = new Map<string, string>([[demo.appKey, demo.appSecret]]);
  readonly shops = new Map<string, Shop>([
    [
      demo.shopId,
      {
        shopId: demo.shopId,
        name: '演示小店',
        platform: 'douyin',
        appKey: demo.appKey,
        originRegion: '330100',
      },
    ],
  ]);
  /** Whose merchants have taken their consent back. */
  readonly revokedShops = new Set<string>();
  readonly accounts = new Map<string, Account>([
    [demo.eBusinessId, { eBusinessId: demo.eBusinessId, apiKey: demo.apiKey, pushUrl: null }],
  ]);
  readonly orders = new Map<string, Order>();
  readonly parcels = new Map<string, Parcel>();
  readonly subscriptions = new Map<string, Subscription[]>();
  readonly receivers = new Map<string, ReceiverSetting>();
  readonly robots = new Map<string, RobotSetting>();
  readonly afterSales = new Map<string, AfterSale>();
  readonly kuaidi100 = new Map<string, Kuaidi100Account>([
    [
      demo.kuaidi100Key,
      {
        key: demo.kuaidi100Key,
        secret: demo.kuaidi100Secret,
        customer: demo.kuaidi100Customer,
        salt: null,
      },
    ],
  ]);
  readonly bookings = new Map<string, Booking>();
  readonly courierChoices = new Map<string, CourierChoice>();
  readonly trackSubscriptions = new Map<string, TrackSubscription[]>();
  /** What vendors remember beside, by `<vendor>.<what>`. */
  readonly shelves = new Map<string, Map<string, unknown>>();
  /** What somebody in the simulated world will do next. */
  agenda: Planned[] = [];

  nextId(): string {
    this.dirty = true;
    this.lastId += 1n;
    return this.lastId.toString();
  }

  /** A vendor's own memory: plain data by key, kept over restarts. The caller knows what it put there. */
  shelf(name: string): Map<string, unknown> {
    const shelf = this.shelves.get(name) ?? new Map<string, unknown>();
    this.shelves.set(name, shelf);
    return shelf;
  }

  /** Marks an order or parcel as changed just now. */
  touch(thing: { seq: number }): void {
    this.dirty = true;
    this.seq += 1;
    thing.seq = this.seq;
  }

  toJson(): string {
    return JSON.stringify({
      format: 1,
      seq: this.seq,
      lastId: this.lastId.toString(),
      targets: this.targets,
      flow: this.flow,
      tokens: this.tokens,
      faults: this.faults,
      pushes: [...this.pushes],
      apps: [...this.apps],
      shops: [...this.shops],
      revokedShops: [...this.revokedShops],
      accounts: [...this.accounts],
      orders: [...this.orders],
      parcels: [...this.parcels],
      subscriptions: [...this.subscriptions],
      receivers: [...this.receivers],
      robots: [...this.robots],
      afterSales: [...this.afterSales],
      kuaidi100: [...this.kuaidi100],
      bookings: [...this.bookings],
      courierChoices: [...this.courierChoices],
      trackSubscriptions: [...this.trackSubscriptions],
      shelves: [...this.shelves].map(([name, shelf]) => [name, [...shelf]]),
      agenda: this.agenda,
    });
  }

  static fromJson(text: string): State {
    const saved = JSON.parse(text) as Saved;
    const state = new State();
    state.seq = saved.seq;
    // A crash loses up to a second of orders: their ids must not come back with another content.
    state.lastId = BigInt(saved.lastId) + 100_000n;
    state.targets = saved.targets;
    state.flow = saved.flow;
    state.tokens = saved.tokens;
    state.faults = saved.faults;
    for (const push of saved.pushes) state.pushes.add(push);
    refill(state.apps, saved.apps);
    refill(
      state.shops,
      saved.shops.map(([id, shop]) => [id, { ...shop, platform: shop.platform ?? 'douyin' }]),
    );
    for (const shopId of saved.revokedShops ?? []) state.revokedShops.add(shopId);
    refill(state.accounts, saved.accounts);
    refill(
      state.orders,
      saved.orders.map(([id, order]) => [id, { ...order, buyer: order.buyer ?? `1@#${id}` }]),
    );
    refill(state.parcels, saved.parcels);
    refill(state.subscriptions, saved.subscriptions);
    refill(state.receivers, saved.receivers);
    refill(state.robots, saved.robots);
    refill(state.afterSales, saved.afterSales ?? []);
    refill(state.kuaidi100, saved.kuaidi100 ?? []);
    refill(
      state.bookings,
      (saved.bookings ?? []).map(([id, one]) => [id, upToDate(one)]),
    );
    refill(state.courierChoices, saved.courierChoices ?? []);
    refill(state.trackSubscriptions, saved.trackSubscriptions ?? []);
    for (const [name, entries] of saved.shelves ?? []) refill(state.shelf(name), entries);
    state.agenda = saved.agenda ?? [];
    return state;
  }
}

type Entries<T> = [string, T][];

interface Saved {
  seq: number;
  lastId: string;
  targets: State['targets'];
  flow: FlowSetting;
  tokens: Token[];
  faults: FaultEntry[];
  pushes: Push[];
  apps: Entries<string>;
  /** Without a platform in a snapshot from before there were others than Douyin. */
  shops: Entries<Omit<Shop, 'platform'> & { platform?: string }>;
  revokedShops?: string[];
  accounts: Entries<Account>;
  /** Without a buyer in a snapshot from before there were returns. */
  orders: Entries<Omit<Order, 'buyer'> & { buyer?: string }>;
  parcels: Entries<Parcel>;
  subscriptions: Entries<Subscription[]>;
  receivers: Entries<ReceiverSetting>;
  robots: Entries<RobotSetting>;
  /** Absent in a snapshot from before there were returns. */
  afterSales?: Entries<AfterSale>;
  kuaidi100?: Entries<Kuaidi100Account>;
  bookings?: Entries<SavedBooking>;
  courierChoices?: Entries<CourierChoice>;
  trackSubscriptions?: Entries<TrackSubscription[]>;
  shelves?: Entries<Entries<unknown>>;
  agenda?: Planned[];
}

function refill<T>(map: Map<string, T>, entries: Entries<T>): void {
  for (const [key, value] of entries) map.set(key, value);
}
