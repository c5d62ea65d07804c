import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import type { Clock } from '@cartrail/kernel';
import {
  ChangeShell,
  EventBus,
  isInfrastructure,
  MessagingModule,
  tenantConsumer,
  Timers,
} from '@cartrail/messaging';
import { FieldCipher } from '@cartrail/privacy';
import { InternalTokenGuard, InternalTokenVerifier } from '@cartrail/service-kit';
import { DataSource } from 'typeorm';
import { ConnectShop } from './application/connect-shop.js';
import { DiscloseReceiver } from './application/disclose-receiver.js';
import { KeepTokens } from './application/keep-tokens.js';
import { PollOrders } from './application/poll-orders.js';
import { PullOrders } from './application/pull-orders.js';
import { SealReceiver } from './application/seal-receiver.js';
import { WriteOrders } from './application/write-orders.js';
import type { OrderSyncConfig } from './config.js';
import { DisclosuresController } from './inbound/http/disclosures.controller.js';
import { DouyinCallbackController } from './inbound/http/douyin-callback.controller.js';
import { ReferencesController } from './inbound/http/references.controller.js';
import { ShopsController } from './inbound/http/shops.controller.js';
import { DouyinNormaliser } from './inbound/ingress/douyin.normaliser.js';
import { PrometheusPullMetrics, PushMetrics } from './inbound/push.metrics.js';
import { CLOCK, METRICS, PUSH_DOOR, SHOP_DIRECTORY, Stores } from './inbound/stores.js';
import { Workers } from './inbound/timers/workers.js';
import { DouyinPlatform } from './outbound/platforms/douyin/adapter.js';
import { DouyinClient } from './outbound/platforms/douyin/client.js';
import { DouyinPushDoor } from './outbound/platforms/douyin/push.js';
import { PostgresDisclosures } from './outbound/postgres/disclosures.js';
import { OrderStore } from './outbound/postgres/order.store.js';
import { PostgresOrderWriter } from './outbound/postgres/order-writer.js';
import { PostgresPullQueue } from './outbound/postgres/pull-queue.js';
import { PostgresShopDirectory } from './outbound/postgres/shop-directory.js';
import { ShopStore } from './outbound/postgres/shop.store.js';
import { pullStore, skuStore, unmappedStore, warehouseStore } from './outbound/postgres/stores.js';
import { PostgresTokenShelf } from './outbound/postgres/token.rows.js';

export interface OrderSyncSettings {
  readonly config: OrderSyncConfig;
  readonly clock: Clock;
  readonly log: (message: string) => void;
}

@Module({})
class OrderSyncModule {}

const SHOPS_AT_ONCE = 4;
const tenants = tenantConsumer('order-sync.tenants');
const machine = {
  now: () => Date.now(),
  pause: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
};

const messaging = ({ config, clock, log }: OrderSyncSettings): DynamicModule =>
  MessagingModule.forRoot({
    service: 'order-sync',
    databaseUrl: config.DATABASE_URL,
    brokers: config.KAFKA_BROKERS.split(','),
    topicPrefix: config.TOPIC_PREFIX,
    shards: config.OUTBOX_SHARDS,
    clock,
    production: config.NODE_ENV === 'production',
    failpoints: config.FAILPOINTS,
    log,
    consumers: [tenants],
    normalisers: [DouyinNormaliser],
  });

const use = (provide: symbol | Type | typeof Stores, useValue: unknown): Provider => ({ provide, useValue });

/** The composition root: the only place that knows every class. */
export function orderSyncModule(settings: OrderSyncSettings): DynamicModule {
  const { config, clock } = settings;
  const app = { appKey: config.DOUYIN_APP_KEY, appSecret: config.DOUYIN_APP_SECRET };
  const client = new DouyinClient(
    { ...app, baseUrl: config.DOUYIN_BASE_URL, timeoutMs: config.DOUYIN_TIMEOUT_MS },
    clock,
  );
  const parts = new Parts(settings, new DouyinPlatform(client), FieldCipher.fromKeys(config.FIELD_KEYS));
  const made = <T>(token: Type<T>, of: (wired: Wired) => T): Provider => ({
    provide: token,
    inject: [WIRED],
    useFactory: of,
  });
  return {
    module: OrderSyncModule,
    imports: [messaging(settings)],
    controllers: [ShopsController, ReferencesController, DisclosuresController, DouyinCallbackController],
    providers: [
      Reflector,
      use(CLOCK, clock),
      use(PUSH_DOOR, new DouyinPushDoor(config.DOUYIN_CONNECTION_ID, app)),
      use(METRICS, parts.metrics),
      use(PushMetrics, new PushMetrics()),
      use(InternalTokenVerifier, new InternalTokenVerifier(config.INTERNAL_TOKEN_PUBLIC_KEY, 'order-sync')),
      use(Stores, {
        shops: new ShopStore(config.DOUYIN_BACKFILL_MS),
        skus: skuStore,
        warehouses: warehouseStore,
        pulls: pullStore,
        unmapped: unmappedStore,
      }),
      { provide: APP_GUARD, useClass: InternalTokenGuard },
      {
        provide: WIRED,
        inject: [DataSource, ChangeShell, EventBus, Timers],
        useFactory: (dataSource: DataSource, shell: ChangeShell, bus: EventBus, timers: Timers) =>
          parts.wire(dataSource, shell, bus, timers),
      },
      { provide: SHOP_DIRECTORY, inject: [WIRED], useFactory: ({ shops }: Wired) => shops },
      made(ConnectShop, ({ connectShop }) => connectShop),
      made(DiscloseReceiver, ({ disclose }) => disclose),
      made(Workers, ({ workers }) => workers),
      DouyinNormaliser,
      tenants as Type,
    ],
  };
}

const WIRED = Symbol('order-sync:wired');
type Wired = ReturnType<Parts['wire']>;

/** Everything that needs the database's connection, put together once it is there. */
class Parts {
  readonly metrics = new PrometheusPullMetrics();

  constructor(
    private readonly settings: OrderSyncSettings,
    private readonly platform: DouyinPlatform,
    private readonly cipher: FieldCipher,
  ) {}

  wire(dataSource: DataSource, shell: ChangeShell, bus: EventBus, timers: Timers) {
    const { metrics, platform, cipher } = this;
    const { config, clock, log } = this.settings;
    const shops = new PostgresShopDirectory(dataSource);
    const pulls = new PostgresPullQueue(dataSource, shops);
    const disclosures = new PostgresDisclosures(dataSource);
    const tokens = new KeepTokens(new PostgresTokenShelf(dataSource), platform, cipher, machine);
    const receivers = new SealReceiver(cipher, platform, tokens, disclosures, clock);
    const writer = new PostgresOrderWriter(dataSource, shell, bus, new OrderStore(), clock);
    const write = new WriteOrders(writer, pulls, metrics, isInfrastructure);
    const pollSettings = {
      overlapMs: config.DOUYIN_POLL_OVERLAP_MS,
      lagMs: config.DOUYIN_POLL_LAG_MS,
      shopsAtOnce: SHOPS_AT_ONCE,
    };
    const pull = new PullOrders(pulls, platform, tokens, receivers, { write, metrics });
    const poll = new PollOrders(
      shops,
      { platform, tokens, receivers, write, metrics },
      pollSettings,
      clock,
      log,
    );
    return {
      shops,
      connectShop: new ConnectShop(shops, platform, cipher, clock),
      disclose: new DiscloseReceiver(disclosures, platform, tokens, cipher, clock),
      workers: new Workers(timers, pull, poll, { pulls, metrics }, config.POLL_INTERVAL_MS),
    };
  }
}
