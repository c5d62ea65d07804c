import type { CustomTransportStrategy } from '@nestjs/microservices';
import type { ModuleRef } from '@nestjs/core';
import type { Kafka } from 'kafkajs';
import type { DataSource } from 'typeorm';
import { metrics } from '../metrics/metrics.js';
import type { EventBus } from '../outbox/event-bus.js';
import type { ChangeShell } from '../shell/change-shell.js';
import type { Handlers } from './chunk.js';
import { subscriptionOf, type ConsumerClass } from './consumes.js';
import { drainDueKeys } from './drain.js';
import { GroupRunner } from './group-runner.js';
import type { Handler } from './handling.js';

const DRAIN_EVERY_MS = 500;

export interface RunnerSettings {
  readonly kafka: Kafka;
  readonly topicPrefix: string;
  readonly dataSource: DataSource;
  readonly shell: ChangeShell;
  readonly bus: EventBus;
  readonly log: (message: string) => void;
}

/** Nest's transport for our topics: `app.connectMicroservice({ strategy: app.get(ConsumerRunner) })`. */
export class ConsumerRunner implements CustomTransportStrategy {
  private groups: GroupRunner[] = [];
  private draining: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly settings: RunnerSettings,
    private readonly consumers: readonly ConsumerClass[],
    private readonly modules: ModuleRef,
  ) {}

  listen(callback: (error?: unknown) => void): void {
    this.start().then(() => {
      callback();
    }, callback);
  }

  async close(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.groups.map((group) => group.stop()));
    await this.draining;
  }

  /** How long the slowest chunk under way has not moved; a measure of life, not of lag. */
  stillMs(): number {
    return Math.max(0, ...this.groups.map((group) => group.stillMs()));
  }

  private async start(): Promise<void> {
    const routing = this.routing();
    this.groups = [...routing].map(
      ([group, topics]) => new GroupRunner({ ...this.settings, group, topics, crashed }),
    );
    await Promise.all(this.groups.map((group) => group.start()));
    this.draining = this.drainForEver(routing);
  }

  private routing(): Map<string, Map<string, Handlers>> {
    const groups = new Map<string, Map<string, Handlers>>();
    for (const consumer of this.consumers) {
      const { group, topic, routes } = subscriptionOf(consumer);
      const instance = this.modules.get<Record<string, Handler>>(consumer, { strict: false });
      const topics = groups.get(group) ?? new Map<string, Handlers>();
      const handlers = new Map(topics.get(topic.name) ?? []);
      for (const { event, method } of routes)
        handlers.set(event.type, (given) => call(instance, method, given));
      groups.set(group, topics.set(topic.name, handlers));
    }
    return groups;
  }

  private async drainForEver(routing: ReadonlyMap<string, ReadonlyMap<string, Handlers>>): Promise<void> {
    while (!this.stopping) {
      for (const [group, topics] of routing) {
        await drainDueKeys({ ...this.settings, group, topics }).catch((error: unknown) => {
          this.settings.log(`draining ${group}: ${String(error)}`);
        });
      }
      await this.countParked().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, DRAIN_EVERY_MS));
    }
  }

  private async countParked(): Promise<void> {
    const rows: { grp: string; keys: number }[] = await this.settings.dataSource.query(
      'SELECT grp, count(*)::int AS keys FROM parked_key GROUP BY grp',
    );
    metrics.consumerParkedKeys.reset();
    for (const { grp, keys } of rows) metrics.consumerParkedKeys.set({ group: grp }, keys);
  }
}

function call(
  instance: Record<string, Handler>,
  method: string,
  event: Parameters<Handler>[0],
): ReturnType<Handler> {
  const handler = instance[method];
  if (!handler) throw new Error(`no method ${method}`);
  return handler.call(instance, event);
}

/** kafkajs will not come back by itself: end, and let the supervisor start a fresh process. */
function crashed(error: Error): void {
  process.stderr.write(`consumer crashed for good: ${error.message}\n`);
  process.exit(1);
}
