import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { failpoint } from '../failpoints.js';
import { metrics } from '../metrics/metrics.js';
import type { Handlers } from './chunk.js';
import { JointCommits } from './joint-commits.js';
import { Lag } from './lag.js';
import { commitParts, runChunk, type Stores } from './lane-runner.js';
import { claim, Fenced, startOver, type Lane } from './offsets.js';
import { keyOf, type RawRecord } from './record.js';

const CHUNK_RECORDS = 500;
/** All partitions a member may hold: what waits meanwhile shares the next transaction. */
const IN_PARALLEL = 32;
const TELL_EVERY_MS = 1_000;

export interface GroupSettings extends Stores {
  readonly kafka: Kafka;
  readonly topicPrefix: string;
  readonly group: string;
  /** Logical topic → its handlers by event type. */
  readonly topics: ReadonlyMap<string, Handlers>;
  readonly log: (message: string) => void;
  /** Called when kafkajs gave up for good: the process must end and be started anew. */
  readonly crashed: (error: Error) => void;
}

/** One consumer group: its partitions' lanes, chunk by chunk, with offsets kept in our own database. */
export class GroupRunner {
  private readonly consumer: Consumer;
  private readonly lanes = new Map<string, Lane>();
  private readonly commits: JointCommits;
  private readonly lag: Lag;
  private generation = 0;
  private telling: NodeJS.Timeout | undefined;
  private stopping = false;
  /** Since when each partition under way has been at its chunk, or last heard of the group while it waits. */
  private readonly movedAt = new Map<string, number>();

  constructor(private readonly settings: GroupSettings) {
    this.lag = new Lag(settings.group);
    this.commits = new JointCommits((parts) => commitParts(settings, settings.group, parts));
    this.consumer = settings.kafka.consumer({
      groupId: settings.topicPrefix + settings.group,
      sessionTimeout: 10_000,
      heartbeatInterval: 3_000,
      rebalanceTimeout: 60_000,
      maxWaitTimeInMs: 200,
      maxBytesPerPartition: 512 * 1024,
      allowAutoTopicCreation: false,
      retry: {
        retries: 1_000,
        initialRetryTime: 200,
        maxRetryTime: 5_000,
        restartOnFailure: () => Promise.resolve(true),
      },
    });
  }

  async start(): Promise<void> {
    this.lag.start();
    this.consumer.on('consumer.group_join', () => {
      this.generation += 1;
      this.lag.forget();
      metrics.consumerRebalances.inc({ group: this.settings.group });
    });
    this.consumer.on('consumer.crash', ({ payload }) => {
      if (!payload.restart && !this.stopping) this.settings.crashed(payload.error);
    });
    await this.consumer.connect();
    await this.consumer.subscribe({
      topics: [...this.settings.topics.keys()].map((topic) => this.settings.topicPrefix + topic),
      fromBeginning: true,
    });
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: IN_PARALLEL,
      eachBatch: (payload) => this.batch(payload),
    });
  }

  /** How long the slowest partition has been at one chunk; nothing while all are idle, or wait and say so. */
  stillMs(): number {
    return Math.max(0, ...[...this.movedAt.values()].map((at) => performance.now() - at));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.lag.stop();
    clearTimeout(this.telling);
    await this.consumer.disconnect();
  }

  private async batch(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const topic = batch.topic.slice(this.settings.topicPrefix.length);
    const name = `${topic}/${batch.partition}`;
    const ours = () => payload.isRunning() && !payload.isStale() && !this.stopping;
    this.movedAt.set(name, performance.now());
    try {
      const lane = await this.laneOf(name, topic, payload);
      if (!lane) return;
      await this.knowAnotherLog(lane, payload);
      await this.chunks(lane, payload, ours);
      this.lag.note(lane, batch.highWatermark, batch.messages.at(-1)?.timestamp);
    } catch (error) {
      this.lanes.delete(name);
      if (!(error instanceof Fenced)) throw error;
      this.settings.log(error.message);
    } finally {
      this.movedAt.delete(name);
    }
  }

  /** Undefined when the batch does not start where we stand and we asked for the right place. */
  private async laneOf(name: string, topic: string, { batch }: EachBatchPayload): Promise<Lane | undefined> {
    const held = this.lanes.get(name);
    if (held?.generation === this.generation) return held;
    const first = BigInt(batch.firstOffset() ?? '0');
    const at = { group: this.settings.group, topic, partition: batch.partition, generation: this.generation };
    const lane = await this.retryClaim(() => claim(this.settings.dataSource, at, first));
    lane.sought = held?.sought ?? false;
    this.lanes.set(name, lane);
    if (lane.next < first && !lane.sought) {
      lane.sought = true;
      this.consumer.seek({ topic: batch.topic, partition: batch.partition, offset: lane.next.toString() });
      return undefined;
    }
    return lane;
  }

  /**
   * A log that ends before our place is another one: a topic made anew, or another cluster. It is read from its start,
   * as handlers know what they have had; to wait for our place would drop all that comes before it.
   */
  private async knowAnotherLog(lane: Lane, { batch }: EachBatchPayload): Promise<void> {
    const first = batch.firstOffset();
    if (first === null || BigInt(batch.highWatermark) >= lane.next) return;
    this.settings.log(
      `${lane.group}: ${lane.topic}/${lane.partition} ends at ${batch.highWatermark}, before our offset ${lane.next}; ` +
        `it is another log, read from ${first} on`,
    );
    await startOver(this.settings.dataSource, lane, BigInt(first));
    metrics.consumerResets.inc({ group: lane.group, topic: lane.topic });
  }

  /** Claiming needs the database; while it is away the fetch of this partition simply waits. */
  private async retryClaim(take: () => Promise<Lane>): Promise<Lane> {
    for (let waitMs = 200; ; waitMs = Math.min(waitMs * 2, 5_000)) {
      try {
        return await take();
      } catch (error) {
        if (this.stopping || waitMs >= 5_000) throw new Error('the database is away', { cause: error });
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
  }

  private async chunks(lane: Lane, payload: EachBatchPayload, ours: () => boolean): Promise<void> {
    const { batch } = payload;
    const records = batch.messages.filter((message) => BigInt(message.offset) >= lane.next);
    // Handled before, and the broker had not heard of it when the group was joined anew: without a word from us the
    // client would fetch the same batch for ever.
    if (records.length === 0) payload.resolveOffset((lane.next - 1n).toString());
    for (let at = 0; at < records.length; at += CHUNK_RECORDS) {
      if (!ours()) return;
      const chunk = records.slice(at, at + CHUNK_RECORDS);
      const last = chunk.at(-1);
      if (!last) return;
      this.lag.note(lane, batch.highWatermark, chunk[0]?.timestamp);
      const raw = chunk.map((message): RawRecord => {
        const source = { topic: lane.topic, partition: lane.partition, offset: message.offset };
        return { source, key: keyOf(message.key, source), value: message.value };
      });
      const handlers = this.settings.topics.get(lane.topic) ?? new Map();
      const { log } = this.settings;
      const heartbeat = (): Promise<void> => {
        this.movedAt.set(`${lane.topic}/${lane.partition}`, performance.now());
        return payload.heartbeat();
      };
      const context = { commits: this.commits, handlers, ours, log, heartbeat };
      const to = BigInt(last.offset) + 1n;
      const behind = to < BigInt(batch.highWatermark);
      if (!(await runChunk(context, lane, raw, { to, behind }))) return;
      payload.resolveOffset(last.offset);
      await heartbeat();
      await failpoint('consume.after_offset');
    }
    this.tellBroker();
  }

  /** For dashboards and autoscalers only; our database is what counts. All lanes at once, as each word costs the broker a write. */
  private tellBroker(): void {
    this.telling ??= setTimeout(() => {
      this.telling = undefined;
      const stands = [...this.lanes.values()]
        .filter(({ generation }) => generation === this.generation)
        .map(({ topic, partition, next }) => ({
          topic: this.settings.topicPrefix + topic,
          partition,
          offset: next.toString(),
        }));
      this.consumer.commitOffsets(stands).catch((error: unknown) => {
        this.settings.log(`offsets of ${this.settings.group} not shown to the broker: ${String(error)}`);
      });
    }, TELL_EVERY_MS);
  }
}
