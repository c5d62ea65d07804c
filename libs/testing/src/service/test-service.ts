import type { EventEnvelope } from '@cartrail/contracts';
import { ConsumerRunner, type MigrationClass } from '@cartrail/messaging';
import type { INestApplication } from '@nestjs/common';
import type { Admin } from 'kafkajs';
import { testServers } from '../config.js';
import { createTestDatabase, type TestDatabase } from '../database/test-database.js';
import { FakeClock } from '../fake-clock.js';
import { EventRecorder } from '../kafka/event-recorder.js';
import { EventSender } from '../kafka/event-sender.js';
import { testKafka, testTopics, type TestTopics } from '../kafka/test-topics.js';
import { waitUntil } from '../wait-until.js';
import { serviceBehind } from './caught-up.js';
import { inject, type HttpAnswer, type HttpRequest } from './inject.js';

/** What the service under test is given. */
export interface TestEnvironment {
  readonly databaseUrl: string;
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
  readonly clock: FakeClock;
}

export interface TestServiceOptions {
  readonly service: string;
  readonly migrations: readonly MigrationClass[];
  /** Makes the application; it is initialised and connected to Kafka here, and never listens on a port. */
  app(environment: TestEnvironment): Promise<INestApplication>;
}

/** One service in this process, on a database, topics and a clock of its own. */
export class TestService {
  private constructor(
    readonly app: INestApplication,
    readonly environment: TestEnvironment,
    readonly database: TestDatabase,
    readonly recorder: EventRecorder,
    private readonly kafka: {
      readonly topics: TestTopics;
      readonly sender: EventSender;
      readonly admin: Admin;
    },
  ) {}

  static async start(options: TestServiceOptions): Promise<TestService> {
    const [database, topics] = await Promise.all([createTestDatabase(options), testTopics()]);
    const environment = {
      databaseUrl: database.url,
      brokers: testServers().brokers,
      topicPrefix: topics.prefix,
      clock: new FakeClock(),
    };
    const discard = () => Promise.all([database.drop(), topics.drop()]);
    // The service first: when it does not start, nothing else is left running.
    const app = await boot(options, environment).catch(async (error: unknown) => {
      await discard();
      throw error;
    });
    const admin = testKafka().admin();
    const [recorder, sender] = await Promise.all([
      EventRecorder.start(topics.prefix),
      EventSender.start(topics.prefix),
      admin.connect(),
    ]);
    return new TestService(app, environment, database, recorder, { topics, sender, admin });
  }

  get clock(): FakeClock {
    return this.environment.clock;
  }

  /** Events that have happened before the test begins: delivered, and handled. */
  async given(...events: readonly EventEnvelope[]): Promise<void> {
    await this.deliver(events);
    await this.caughtUp();
  }

  deliver(
    events: EventEnvelope | readonly EventEnvelope[],
    options: { readonly times?: number } = {},
  ): Promise<void> {
    return this.kafka.sender.send(Array.isArray(events) ? events : [events as EventEnvelope], options);
  }

  /** Bytes of any kind, as a broken or foreign producer would send them. */
  deliverRaw(topic: string, key: string, value: string | Buffer | null): Promise<void> {
    return this.kafka.sender.sendRaw(topic, key, value);
  }

  /** Everything delivered is handled and everything published is on its topic. Never sleeps. */
  async caughtUp(timeoutMs = 20_000): Promise<void> {
    let calm = 0;
    // Twice in a row: work may move on between one look and the next.
    await waitUntil(async () => {
      const missing = (await serviceBehind(this.app, this.kafka.admin)) ?? (await this.recorder.behind());
      calm = missing === undefined ? calm + 1 : 0;
      return calm >= 2 ? undefined : (missing ?? 'a second look');
    }, timeoutMs);
  }

  published(name: string, aggregateId?: string): EventEnvelope[] {
    return this.recorder.published(name, aggregateId);
  }

  http(request: HttpRequest): Promise<HttpAnswer> {
    return inject(this.app, request);
  }

  /** Ends everything and drops what was made for it, also when the service does not end well. */
  async stop(): Promise<void> {
    try {
      await this.app.close();
    } finally {
      await Promise.all([this.recorder.stop(), this.kafka.sender.stop(), this.kafka.admin.disconnect()]);
      await Promise.all([this.database.drop(), this.kafka.topics.drop()]);
    }
  }
}

export const startTestService = (options: TestServiceOptions): Promise<TestService> =>
  TestService.start(options);

async function boot(options: TestServiceOptions, environment: TestEnvironment): Promise<INestApplication> {
  const app = await options.app(environment);
  try {
    app.connectMicroservice({ strategy: app.get(ConsumerRunner, { strict: false }) });
    await app.init();
    await app.startAllMicroservices();
    return app;
  } catch (error) {
    // What had started already must not outlive the test.
    await app.close().catch(() => undefined);
    throw error;
  }
}
