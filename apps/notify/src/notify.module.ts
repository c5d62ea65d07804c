import { createHash, randomBytes } from 'node:crypto';
import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import type { Clock } from '@cartrail/kernel';
import {
  ChangeShell,
  Commands,
  EventBus,
  MessagingModule,
  Reader,
  tenantConsumer,
  TenantDirectory,
  Timers,
} from '@cartrail/messaging';
import { FieldCipher } from '@cartrail/privacy';
import { decodeCursor, encodeCursor, InternalTokenGuard, InternalTokenVerifier } from '@cartrail/service-kit';
import { DataSource } from 'typeorm';
import { ActOnEndpoint } from './application/act-on-endpoint.js';
import { OpenRobot } from './application/open-robot.js';
import { OpenWebhookEndpoint } from './application/open-webhook-endpoint.js';
import { SendDeliveries } from './application/send-deliveries.js';
import { WatchEndpoints } from './application/watch-endpoints.js';
import type { NotifyConfig } from './config.js';
import { EndpointActionsController } from './inbound/http/endpoint-actions.controller.js';
import { EndpointCommands } from './inbound/http/endpoint-commands.js';
import { RedeliveryController } from './inbound/http/redelivery.controller.js';
import { RobotsController } from './inbound/http/robots.controller.js';
import { WebhookEndpointsController } from './inbound/http/webhook-endpoints.controller.js';
import { AlertRobotConsumer } from './inbound/kafka/alert-robot.consumer.js';
import { AfterSaleConsumer } from './inbound/kafka/after-sale.consumer.js';
import { AlertConsumer } from './inbound/kafka/alert.consumer.js';
import { Announcing } from './inbound/kafka/announcing.js';
import { OrderConsumer } from './inbound/kafka/order.consumer.js';
import { PickupRobotConsumer } from './inbound/kafka/pickup-robot.consumer.js';
import { PickupConsumer } from './inbound/kafka/pickup.consumer.js';
import { RefundConsumer } from './inbound/kafka/refund.consumer.js';
import { ReturnRobotConsumer } from './inbound/kafka/return-robot.consumer.js';
import { ReturnConsumer } from './inbound/kafka/return.consumer.js';
import { ShipmentConsumer } from './inbound/kafka/shipment.consumer.js';
import { ShopConsumer } from './inbound/kafka/shop.consumer.js';
import { SignOffConsumer } from './inbound/kafka/sign-off.consumer.js';
import { WaybillConsumer } from './inbound/kafka/waybill.consumer.js';
import { CLOCK, ENDPOINT_READS, GUARD, SEALER, Stores } from './inbound/stores.js';
import { DeliveriesLoop } from './inbound/timers/deliveries.loop.js';
import { Schedule } from './inbound/timers/schedule.js';
import { SenderByChannel } from './outbound/channels/by-channel.js';
import { RobotSender } from './outbound/channels/robot/adapter.js';
import { WebhookSender } from './outbound/channels/webhook/adapter.js';
import { FieldSealer } from './outbound/field-sealer.js';
import { CheckedAddresses } from './outbound/network/address-guard.js';
import { GuardedHttp } from './outbound/network/guarded-http.js';
import { dnsResolve } from './outbound/network/resolve.js';
import { ShellAttemptRecorder } from './outbound/postgres/attempt.recorder.js';
import { PostgresDeliveryQueue } from './outbound/postgres/delivery.queue.js';
import { DeliveryStore } from './outbound/postgres/delivery.store.js';
import { PostgresEndpointReads } from './outbound/postgres/endpoint.reads.js';
import { EndpointStore } from './outbound/postgres/endpoint.store.js';
import { PostgresFailingEndpoints } from './outbound/postgres/failing-endpoints.js';
import { MessageStore } from './outbound/postgres/message.store.js';
import { Retention } from './outbound/postgres/retention.js';

export interface Surroundings {
  readonly clock: Clock;
  /** In [0, 1): spreads retries. */
  readonly random: () => number;
  readonly log: (message: string) => void;
}

const DNS_MS = 3_000;
const consumers: Type[] = [
  OrderConsumer,
  AfterSaleConsumer,
  RefundConsumer,
  ShipmentConsumer,
  WaybillConsumer,
  ReturnConsumer,
  PickupConsumer,
  ShopConsumer,
  SignOffConsumer,
  AlertConsumer,
  AlertRobotConsumer,
  ReturnRobotConsumer,
  PickupRobotConsumer,
];

@Module({})
class NotifyModule {}

/** The composition root: the only file that knows every class. */
export function notifyModule(config: NotifyConfig, surroundings: Surroundings): DynamicModule {
  const tenants = tenantConsumer('notify.tenants') as Type;
  const stores: Stores = {
    endpoints: new EndpointStore(),
    deliveries: new DeliveryStore(),
    webhookMessages: new MessageStore('webhook'),
    robotMessages: new MessageStore('robot'),
  };
  return {
    module: NotifyModule,
    imports: [messaging(config, surroundings, [...consumers, tenants])],
    controllers: [
      WebhookEndpointsController,
      EndpointActionsController,
      RedeliveryController,
      RobotsController,
    ],
    providers: [
      { provide: CLOCK, useValue: surroundings.clock },
      { provide: Stores, useValue: stores },
      Announcing,
      EndpointCommands,
      ...consumers,
      tenants,
      ...access(config),
      ...endpoints(config, surroundings),
      ...workers(surroundings, stores),
    ],
  };
}

const messaging = (
  config: NotifyConfig,
  { clock, log }: Surroundings,
  listening: readonly Type[],
): DynamicModule =>
  MessagingModule.forRoot({
    service: 'notify',
    databaseUrl: config.DATABASE_URL,
    brokers: config.KAFKA_BROKERS.split(','),
    topicPrefix: config.TOPIC_PREFIX,
    shards: config.OUTBOX_SHARDS,
    clock,
    production: config.NODE_ENV === 'production',
    failpoints: config.FAILPOINTS,
    log,
    consumers: listening,
  });

const access = (config: NotifyConfig): Provider[] => [
  {
    provide: APP_GUARD,
    inject: [Reflector],
    useFactory: (reflector: Reflector) =>
      new InternalTokenGuard(
        new InternalTokenVerifier(config.INTERNAL_TOKEN_PUBLIC_KEY, 'notify'),
        reflector,
      ),
  },
];

/** Standard Webhooks' own form: 32 random bytes. */
const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

function endpoints(config: NotifyConfig, { clock }: Surroundings): Provider[] {
  const sealer = new FieldSealer(FieldCipher.fromKeys(config.FIELD_KEYS));
  const guard = new CheckedAddresses(dnsResolve(DNS_MS), config.WEBHOOK_ALLOW_LOOPBACK);
  const http = new GuardedHttp(guard);
  const senders = new SenderByChannel({
    webhook: new WebhookSender(http, sealer, clock),
    robot: new RobotSender(http, sealer, clock),
  });
  const secret = createHash('sha256').update(`cursor ${config.FIELD_KEYS}`).digest('hex');
  const cursors = {
    encode: (value: readonly (string | number)[]) => encodeCursor(secret, value),
    decode: (cursor: string) => decodeCursor(secret, cursor),
  };
  return [
    { provide: SEALER, useValue: sealer },
    { provide: GUARD, useValue: guard },
    { provide: SenderByChannel, useValue: senders },
    { provide: OpenWebhookEndpoint, useValue: new OpenWebhookEndpoint(guard, sealer, newSecret, clock) },
    { provide: OpenRobot, useValue: new OpenRobot(guard, sealer, clock) },
    { provide: ActOnEndpoint, useValue: new ActOnEndpoint(sealer, newSecret, clock) },
    {
      provide: ENDPOINT_READS,
      inject: [Reader],
      useFactory: (reader: Reader) => new PostgresEndpointReads(reader, cursors),
    },
  ];
}

function workers(
  { clock, random, log }: Surroundings,
  { deliveries, endpoints: endpointStore }: Stores,
): Provider[] {
  return [
    {
      provide: SendDeliveries,
      inject: [DataSource, ChangeShell, EventBus, SenderByChannel],
      useFactory: (dataSource: DataSource, shell: ChangeShell, bus: EventBus, sender: SenderByChannel) => {
        const parts = { dataSource, shell, bus, deliveries, endpoints: endpointStore };
        const recorder = new ShellAttemptRecorder(parts, random, log);
        return new SendDeliveries(new PostgresDeliveryQueue(dataSource, clock), sender, recorder, log);
      },
    },
    {
      provide: DeliveriesLoop,
      inject: [SendDeliveries, EventBus],
      useFactory: (sending: SendDeliveries, bus: EventBus) => new DeliveriesLoop(sending, bus, log),
    },
    {
      provide: Schedule,
      inject: [DataSource, Reader, TenantDirectory, Timers, Stores, Commands],
      useFactory: (
        dataSource: DataSource,
        reader: Reader,
        tenants: TenantDirectory,
        timers: Timers,
        stores: Stores,
        commands: Commands,
      ) => {
        const watching = new WatchEndpoints(new PostgresFailingEndpoints(reader, tenants), clock);
        return new Schedule(timers, watching, stores, commands, new Retention(dataSource, tenants, clock));
      },
    },
  ];
}
