import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import type { Clock } from '@cartrail/kernel';
import { MessagingModule, Reader, TenantDirectory, Timers } from '@cartrail/messaging';
import { InternalTokenSigner } from '@cartrail/service-kit';
import { DataSource } from 'typeorm';
import { Alerts, Audit, Cases, CaseStream, Keys, Owners } from './application/ports.js';
import type { GatewayConfig } from './config.js';
import { AlertsController } from './inbound/http/alerts.controller.js';
import { ApiKeyGuard } from './inbound/http/auth/api-key.guard.js';
import { RateLimit } from './inbound/http/auth/rate-limit.js';
import { CasesController, CURSOR_SECRET } from './inbound/http/cases.controller.js';
import { CarrierAccountsController } from './inbound/http/carrier-accounts.controller.js';
import { CarriersController } from './inbound/http/carriers.controller.js';
import { CommandsController } from './inbound/http/commands.controller.js';
import { MappingsController } from './inbound/http/mappings.controller.js';
import { PickupContact } from './inbound/http/pickup-contact.js';
import { PlatformsController } from './inbound/http/platforms.controller.js';
import { PlatformWordsController } from './inbound/http/platform-words.controller.js';
import { Relay } from './inbound/http/relay.js';
import { ReturnRulesController } from './inbound/http/return-rules.controller.js';
import { ReturnsController } from './inbound/http/returns.controller.js';
import { ShopSyncController } from './inbound/http/shop-sync.controller.js';
import { ShopsController } from './inbound/http/shops.controller.js';
import { SignOffsController } from './inbound/http/sign-offs.controller.js';
import { BOOTSTRAP_TOKEN, CLOCK, DIRECTORY, TenantsController } from './inbound/http/tenants.controller.js';
import { AfterSaleConsumer } from './inbound/kafka/after-sale.consumer.js';
import { ALERT_STORE, AlertConsumer } from './inbound/kafka/alert.consumer.js';
import { CASE_STORE, CaseChanges } from './inbound/kafka/case-changes.js';
import { OrderConsumer } from './inbound/kafka/order.consumer.js';
import { PickupConsumer } from './inbound/kafka/pickup.consumer.js';
import { RefundConsumer } from './inbound/kafka/refund.consumer.js';
import { ReturnConsumer } from './inbound/kafka/return.consumer.js';
import { ShipmentConsumer } from './inbound/kafka/shipment.consumer.js';
import { SignOffConsumer } from './inbound/kafka/sign-off.consumer.js';
import { WaybillConsumer } from './inbound/kafka/waybill.consumer.js';
import { Schedule } from './inbound/timers/schedule.js';
import { AlertReader } from './outbound/postgres/alert-reader.js';
import { AlertStore } from './outbound/postgres/alert.store.js';
import { ApiKeys } from './outbound/postgres/api-keys.js';
import { AuditLog } from './outbound/postgres/audit-log.js';
import { CaseFeed } from './outbound/postgres/case-feed.js';
import { CaseReader } from './outbound/postgres/case-reader.js';
import { CaseStore } from './outbound/postgres/case.store.js';
import { Retention } from './outbound/postgres/retention.js';
import { directoryStores } from './outbound/postgres/stores.js';
import { OwnerClient } from './outbound/services/owner-client.js';

const caseConsumers = [
  OrderConsumer,
  AfterSaleConsumer,
  RefundConsumer,
  ShipmentConsumer,
  WaybillConsumer,
  ReturnConsumer,
  PickupConsumer,
  SignOffConsumer,
  AlertConsumer,
];

const controllers = [
  TenantsController,
  CasesController,
  AlertsController,
  CommandsController,
  CarrierAccountsController,
  CarriersController,
  MappingsController,
  PlatformWordsController,
  ReturnsController,
  ReturnRulesController,
  ShopSyncController,
  PlatformsController,
  ShopsController,
  SignOffsController,
];

@Module({})
export class GatewayModule {
  static with(config: GatewayConfig, clock: Clock, log: (message: string) => void): DynamicModule {
    const consumers = caseConsumers;
    return {
      module: GatewayModule,
      imports: [MessagingModule.forRoot({ ...messagingOf(config), clock, log, consumers })],
      controllers,
      providers: [
        ...consumers,
        CaseChanges,
        Relay,
        PickupContact,
        { provide: Alerts, useClass: AlertReader },
        { provide: Keys, useClass: ApiKeys },
        { provide: Audit, useClass: AuditLog },
        {
          provide: CaseStream,
          inject: [Reader],
          useFactory: (reader: Reader) => new CaseFeed(reader, config.STREAM_HEARTBEAT_MS),
        },
        { provide: Cases, useClass: CaseReader },
        {
          provide: Schedule,
          inject: [Timers, DataSource, TenantDirectory],
          useFactory: (timers: Timers, dataSource: DataSource, tenants: TenantDirectory) =>
            new Schedule(timers, new Retention(dataSource, tenants)),
        },
        { provide: DIRECTORY, useValue: directoryStores },
        { provide: CASE_STORE, useValue: new CaseStore() },
        { provide: ALERT_STORE, useValue: new AlertStore() },
        { provide: CLOCK, useValue: clock },
        { provide: CURSOR_SECRET, useValue: config.CURSOR_SECRET },
        { provide: BOOTSTRAP_TOKEN, useValue: config.BOOTSTRAP_TOKEN },
        { provide: Owners, useValue: ownersOf(config) },
        {
          provide: APP_GUARD,
          inject: [Reflector, Keys],
          useFactory: (reflector: Reflector, keys: Keys) =>
            new ApiKeyGuard(keys, new RateLimit(config.RATE_LIMIT_PER_MINUTE), reflector),
        },
      ],
    };
  }
}

const messagingOf = (config: GatewayConfig) => ({
  service: 'gateway',
  databaseUrl: config.DATABASE_URL,
  brokers: config.KAFKA_BROKERS.split(','),
  topicPrefix: config.TOPIC_PREFIX,
  shards: config.OUTBOX_SHARDS,
  production: config.NODE_ENV === 'production',
  failpoints: config.FAILPOINTS,
});

function ownersOf(config: GatewayConfig): OwnerClient {
  const signer = new InternalTokenSigner(config.INTERNAL_TOKEN_PRIVATE_KEY);
  return new OwnerClient({
    sign: (caller, owner) => signer.sign(caller, owner),
    urls: {
      'order-sync': config.ORDER_SYNC_URL,
      tracking: config.TRACKING_URL,
      returns: config.RETURNS_URL,
      'e-sign': config.ESIGN_URL,
      notify: config.NOTIFY_URL,
    },
    deadlineMs: config.OWNER_DEADLINE_MS,
    transferDeadlineMs: config.TRANSFER_DEADLINE_MS,
  });
}
