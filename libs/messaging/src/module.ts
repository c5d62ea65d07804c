import { HEALTH } from '@cartrail/kernel';
import { Module, type DynamicModule, type FactoryProvider, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Kafka } from 'kafkajs';
import { DataSource } from 'typeorm';
import { ConsumerRunner } from './consuming/consumer-runner.js';
import { Reader } from './database/reader.js';
import { preparedSessions } from './database/prepared-client.js';
import { statementCounter } from './database/statement-counter.js';
import { armFailpoints } from './failpoints.js';
import { MessagingHealth } from './health.js';
import { createKafka } from './kafka.js';
import { MessagingLifecycle } from './lifecycle.js';
import { EventBus } from './outbox/event-bus.js';
import { RelayPool } from './outbox/relay-pool.js';
import { MESSAGING_SETTINGS, type MessagingSettings } from './settings.js';
import { ChangeShell } from './shell/change-shell.js';
import { plumbingProviders, plumbingWorkers } from './workers.js';

const KAFKA = Symbol('cartrail:kafka');

const provide = <T>(
  token: unknown,
  inject: unknown[],
  make: (...given: never[]) => T | Promise<T>,
): FactoryProvider => ({
  provide: token as Type,
  inject: inject as Type[],
  useFactory: make as (...given: unknown[]) => unknown,
});

const core: FactoryProvider[] = [
  provide(DataSource, [MESSAGING_SETTINGS], connect),
  provide(KAFKA, [MESSAGING_SETTINGS], ({ service, brokers, log }: MessagingSettings) =>
    createKafka({ clientId: service, brokers, log }),
  ),
  provide(
    EventBus,
    [MESSAGING_SETTINGS],
    ({ service, shards }: MessagingSettings) => new EventBus(service, shards),
  ),
  provide(ChangeShell, [EventBus], (bus: EventBus) => new ChangeShell(bus)),
  provide(Reader, [DataSource], (dataSource: DataSource) => new Reader(dataSource)),
  provide(
    RelayPool,
    [KAFKA, EventBus, DataSource, MESSAGING_SETTINGS],
    (kafka: Kafka, bus: EventBus, dataSource: DataSource, settings: MessagingSettings) =>
      new RelayPool(kafka, bus, dataSource, settings),
  ),
  provide(
    ConsumerRunner,
    [MESSAGING_SETTINGS, KAFKA, DataSource, ChangeShell, EventBus, ModuleRef],
    (
      settings: MessagingSettings,
      kafka: Kafka,
      dataSource: DataSource,
      shell: ChangeShell,
      bus: EventBus,
      modules: ModuleRef,
    ) => new ConsumerRunner({ ...settings, kafka, dataSource, shell, bus }, settings.consumers, modules),
  ),
  provide(
    HEALTH,
    [DataSource, ConsumerRunner],
    (dataSource: DataSource, consumers: ConsumerRunner) => new MessagingHealth(dataSource, consumers),
  ),
  provide(
    MessagingLifecycle,
    [DataSource, RelayPool, ...plumbingWorkers],
    (dataSource: DataSource, relays: RelayPool, ...workers: never[]) =>
      new MessagingLifecycle(dataSource, workers, relays),
  ),
];

/** The plumbing of one service, global to it. Consumers, normalisers and effect handlers come from the app's own modules. */
@Module({})
export class MessagingModule {
  static forRoot(settings: MessagingSettings): DynamicModule {
    armFailpoints(settings.failpoints, settings.production);
    const providers = [...core, ...plumbingProviders];
    return {
      module: MessagingModule,
      global: true,
      imports: [...(settings.imports ?? [])],
      providers: [{ provide: MESSAGING_SETTINGS, useValue: settings }, ...providers],
      exports: providers.map(({ provide: token }) => token),
    };
  }
}

/** Waits for a database that is still starting; a wrong URL or password fails at once. */
async function connect(settings: MessagingSettings): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: settings.databaseUrl,
    poolSize: settings.poolSize ?? 10,
    applicationName: settings.service,
    logging: ['query'],
    logger: statementCounter,
    poolErrorHandler: () => undefined,
    extra: { ...preparedSessions, keepAlive: true, idle_in_transaction_session_timeout: 30_000 },
  });
  return dataSource.initialize();
}
