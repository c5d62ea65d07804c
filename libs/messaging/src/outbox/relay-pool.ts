import type { Kafka, Producer } from 'kafkajs';
import type { DataSource } from 'typeorm';
import { metrics } from '../metrics/metrics.js';
import type { EventBus } from './event-bus.js';
import { byKey } from './partitioner.js';
import { Relay, type RelaySettings } from './relay.js';
import { shardOf } from './shard.js';

const MEASURE_EVERY_MS = 5_000;
/** The highest shards first: rows of one that is no more are among them. */
const SAMPLE = 'SELECT shard, key FROM outbox ORDER BY shard DESC, id DESC LIMIT 100';

/** This process's candidates for every shard; the database decides which of them lead. */
export class RelayPool {
  private readonly producer: Producer;
  private readonly relays: readonly Relay[];
  private measuring: NodeJS.Timeout | undefined;

  constructor(
    kafka: Kafka,
    bus: EventBus,
    private readonly dataSource: DataSource,
    private readonly settings: RelaySettings & { readonly shards: number },
  ) {
    this.producer = kafka.producer({
      createPartitioner: byKey,
      allowAutoTopicCreation: false,
      retry: { retries: 0 },
    });
    this.relays = Array.from(
      { length: settings.shards },
      (_, shard) => new Relay(shard, this.producer, settings),
    );
    bus.onWritten(() => {
      for (const relay of this.relays) relay.nudge();
    });
  }

  /** A broker that is away does not stop the start: each relay connects on its own, again and again. */
  async start(): Promise<void> {
    await this.refuseOtherShards();
    for (const relay of this.relays) relay.start();
    this.measuring = setInterval(() => {
      void this.measure().catch(() => undefined);
    }, MEASURE_EVERY_MS);
    this.measuring.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.measuring);
    await Promise.all(this.relays.map((relay) => relay.stop()));
    await this.producer.disconnect();
  }

  /** Rows of a shard that is no more are sent by nobody, and a key in two shards loses its order. */
  private async refuseOtherShards(): Promise<void> {
    const { shards } = this.settings;
    const rows: { shard: number; key: string }[] = await this.dataSource.query(SAMPLE);
    if (rows.every(({ shard, key }) => shard === shardOf(key, shards))) return;
    throw new Error(
      `the outbox holds rows of another OUTBOX_SHARDS than ${shards}: set it back, wait until outbox_rows is 0, stop every process of the service, then change it`,
    );
  }

  private async measure(): Promise<void> {
    const rows: { rows: number; age: number | null }[] = await this.dataSource.query(
      'SELECT count(*)::int AS rows, extract(epoch FROM now() - min(created_at))::float AS age FROM outbox',
    );
    metrics.outboxRows.set(rows[0]?.rows ?? 0);
    metrics.outboxOldestAge.set(rows[0]?.age ?? 0);
  }
}
