import { Gauge } from 'prom-client';
import type { Lane } from './offsets.js';

interface Place {
  /** Moves on by itself, as chunks are committed. */
  readonly lane: Pick<Lane, 'topic' | 'partition' | 'next'>;
  readonly highWatermark: bigint;
  readonly since: number;
}

const groups = new Set<Lag>();

/** How far a group is behind in the partitions it holds, as the broker told with their last fetch. */
export class Lag {
  private readonly places = new Map<string, Place>();

  constructor(readonly group: string) {}

  start(): void {
    groups.add(this);
  }

  stop(): void {
    groups.delete(this);
  }

  /** Who holds which partition is about to change. */
  forget(): void {
    this.places.clear();
  }

  /** `since` is the time of the record that is next, or was last. */
  note(lane: Place['lane'], highWatermark: string, since: string | undefined): void {
    const place = { lane, highWatermark: BigInt(highWatermark), since: Number(since ?? Date.now()) };
    this.places.set(`${lane.topic}/${lane.partition}`, place);
  }

  /** Each topic's records over all partitions, and the age of the partition that waits longest. */
  byTopic(): ReadonlyMap<string, { readonly records: number; readonly seconds: number }> {
    const topics = new Map<string, { records: number; seconds: number }>();
    for (const { lane, highWatermark, since } of this.places.values()) {
      const records = Math.max(0, Number(highWatermark - lane.next));
      const seconds = records === 0 ? 0 : Math.max(0, (Date.now() - since) / 1_000);
      const sum = topics.get(lane.topic) ?? { records: 0, seconds: 0 };
      topics.set(lane.topic, {
        records: sum.records + records,
        seconds: Math.max(sum.seconds, seconds),
      });
    }
    return topics;
  }
}

/** Read when somebody asks: a partition that is stuck grows older without saying so. */
const gauge = (name: string, help: string, of: 'records' | 'seconds') =>
  new Gauge({
    name,
    help,
    labelNames: ['group', 'topic'],
    collect() {
      this.reset();
      for (const lag of groups)
        for (const [topic, behind] of lag.byTopic()) this.set({ group: lag.group, topic }, behind[of]);
    },
  });

gauge('consumer_lag_records', 'Records behind the high watermark, over all partitions held', 'records');
gauge('consumer_lag_seconds', 'Age of the oldest record fetched and not handled', 'seconds');
