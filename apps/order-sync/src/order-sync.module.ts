import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import type { Clock } from '@cartrail/kernel';
import {
  ChangeShell,
  Commands,
  EventBus,
  IngressWriter,
  MessagingModule,
  Reader,
  tenantConsumer,
  Timers,
} from '@cartrail/messaging';
import { InternalTokenGuard, InternalTokenVerifier } from '@cartrail/service-kit';
import { DataSource } from 'typeorm';
import { ApplicationDesk } from './application/application-desk.js';
import { AskCaseAction } from './application/ask-case-action.js';
import { AskShipment } from './application/ask-shipment.js';
import { AuthoriseShop } from './application/authorise-shop.js';
import { ConnectShop } from './application/connect-shop.js';
import { DiscloseReceiver } from './application/disclose-receiver.js';
import { ShowShops } from './application/show-shops.js';
import { ShowSync } from './application/show-sync.js';
import type { OrderSyncConfig } from './config.js';
import { BackfillCommands } from './inbound/http/backfill-commands.js';
import { CaseActionsController } from './inbound/http/case-actions.controller.js';
import { DisclosuresController } from './inbound/http/disclosures.controller.js';
import { SyncController } from './inbound/http/sync.controller.js';
import { PlatformCallbackController } from './inbound/http/platform-callback.controller.js';
import { PlatformsController } from './inbound/http/platforms.controller.js';
import { ReferencesController } from './inbound/http/references.controller.js';
import { ShipmentsController } from './inbound/http/shipments.controller.js';
import { ShopAuthorisationsController } from './inbound/http/shop-authorisations.controller.js';
import { ShopCommands } from './inbound/http/shop-commands.js';
import { ShopsController } from './inbound/http/shops.controller.js';
import { platformNormalisers } from './inbound/ingress/platform.normalisers.js';
import { ParkedPayloadNormaliser } from './inbound/ingress/parked-payload.normaliser.js';
import { ReturnConsumer } from './inbound/kafka/return.consumer.js';
import { PushMetrics } from './inbound/push.metrics.js';
import { CLOCK, METRICS, PLATFORMS, PUSHED_SHOPS, SHOP_DIRECTORY, Stores } from './inbound/stores.js';
import { Channels } from './inbound/timers/channels.js';
import { SyncWorkers } from './inbound/timers/sync-workers.js';
import { ShopReview } from './inbound/timers/shop-review.js';
import { Workers } from './inbound/timers/workers.js';
import { mappingControllers, mappingProviders } from './order-sync.mapping.js';
import { actionEffects, actionStores } from './order-sync.actions.js';
import { OrderSyncParts, type Plumbing } from './order-sync.parts.js';
import { applicationStore } from './outbound/postgres/application.store.js';
import { backfillStore } from './outbound/postgres/backfill.store.js';
import { ShopStore } from './outbound/postgres/shop.store.js';
import {
  casePullStore,
  pullStore,
  skuStore,
  unmappedStore,
  warehouseStore,
} from './outbound/postgres/stores.js';

export interface OrderSyncSettings {
  readonly config: OrderSyncConfig;
  readonly clock: Clock;
  readonly log: (message: string) => void;
}

@Module({})
class OrderSyncModule {}

const tenants = tenantConsumer('order-sync.tenants');

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
    consumers: [ReturnConsumer, tenants],
    normalisers: [...platformNormalisers, ParkedPayloadNormaliser],
    effects: actionEffects,
  });

const use = (provide: symbol | Type | typeof Stores, useValue: unknown): Provider => ({ provide, useValue });

const WIRED = Symbol('order-sync:wired');
type Wired = ReturnType<OrderSyncParts['wire']>;

const made = <T>(token: Type<T>, of: (wired: Wired) => T): Provider => ({
  provide: token,
  inject: [WIRED],
  useFactory: of,
});

const channels = (log: (message: string) => void): Provider => ({
  provide: Channels,
  inject: [WIRED, Timers, IngressWriter, PushMetrics],
  useFactory: (wired: Wired, timers: Timers, ingress: IngressWriter, metrics: PushMetrics) =>
    new Channels(timers, ingress, metrics, { ...wired.listening, log }),
});

const shopReview = (clock: Clock): Provider => ({
  provide: ShopReview,
  inject: [WIRED, Timers, Commands, Stores],
  useFactory: ({ health, now }: Wired, timers: Timers, commands: Commands, stores: Stores) =>
    new ShopReview(timers, commands, stores.shops, { shops: health, clock, now }),
});

const controllers = [
  ShopsController,
  ShopAuthorisationsController,
  PlatformsController,
  SyncController,
  ReferencesController,
  CaseActionsController,
  ShipmentsController,
  DisclosuresController,
  PlatformCallbackController,
  ...mappingControllers,
];

const useCases: readonly Provider[] = [
  made(ConnectShop, ({ connectShop }) => connectShop),
  made(ApplicationDesk, ({ desk }) => desk),
  made(AuthoriseShop, ({ authoriseShop }) => authoriseShop),
  made(ShowShops, ({ showShops }) => showShops),
  made(AskCaseAction, ({ askCaseAction }) => askCaseAction),
  made(AskShipment, ({ askShipment }) => askShipment),
  made(DiscloseReceiver, ({ disclose }) => disclose),
  made(ShowSync, ({ showSync }) => showSync),
  made(Workers, ({ workers }) => workers),
  made(SyncWorkers, ({ syncWorkers }) => syncWorkers),
  ...actionEffects.map((effect, at) => made(effect, ({ effects }) => effects[at])),
];

/** The composition root; what it is made of is put together in `order-sync.parts.ts`. */
export function orderSyncModule(settings: OrderSyncSettings): DynamicModule {
  const { config, clock } = settings;
  const parts = new OrderSyncParts(settings);
  return {
    module: OrderSyncModule,
    imports: [messaging(settings)],
    controllers,
    providers: [
      Reflector,
      use(CLOCK, clock),
      use(METRICS, parts.orderMetrics),
      use(PushMetrics, new PushMetrics()),
      use(InternalTokenVerifier, new InternalTokenVerifier(config.INTERNAL_TOKEN_PUBLIC_KEY, 'order-sync')),
      use(Stores, {
        applications: applicationStore,
        shops: new ShopStore(config.FIRST_POLL_MS),
        backfills: backfillStore,
        skus: skuStore,
        warehouses: warehouseStore,
        pulls: pullStore,
        casePulls: casePullStore,
        cases: parts.changes.cases,
        refunds: parts.changes.refunds,
        ...actionStores,
        unmapped: unmappedStore,
      }),
      { provide: APP_GUARD, useClass: InternalTokenGuard },
      {
        provide: WIRED,
        inject: [DataSource, ChangeShell, EventBus, Reader, Timers],
        useFactory: (...[dataSource, shell, bus, reader, timers]: Given) =>
          parts.wire({ dataSource, shell, bus, reader, timers }),
      },
      { provide: SHOP_DIRECTORY, inject: [WIRED], useFactory: ({ shops }: Wired) => shops },
      { provide: PUSHED_SHOPS, inject: [WIRED], useFactory: ({ pushedShops }: Wired) => pushedShops },
      { provide: PLATFORMS, inject: [WIRED], useFactory: ({ platforms }: Wired) => platforms },
      ...useCases,
      ShopCommands,
      BackfillCommands,
      shopReview(clock),
      channels(settings.log),
      ...platformNormalisers,
      ...mappingProviders(WIRED),
      ReturnConsumer,
      tenants as Type,
    ],
  };
}

type Given = [
  Plumbing['dataSource'],
  Plumbing['shell'],
  Plumbing['bus'],
  Plumbing['reader'],
  Plumbing['timers'],
];
