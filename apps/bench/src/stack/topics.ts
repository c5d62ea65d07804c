import { randomUUID } from 'node:crypto';
import { type Admin, Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import { EventTally, type Wanted } from './event-tally.js';
import { type Ends, type Incoming, type OutgoingEvent } from './records.js';

const BATCH = 500;
const CONCURRENT = 12;

/** The broker, seen from a client. */
export class Topics {
  private constructor(
    readonly kafka: Kafka,
    private readonly admin: Admin,
    readonly producer: Producer,
  ) {}

  static async connect(brokers: string[]): Promise<Topics> {
    const kafka = new Kafka({ clientId: 'cartrail-bench', brokers, logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    const createPartitioner = Partitioners.DefaultPartitioner;
    const producer = kafka.producer({ createPartitioner, allowAutoTopicCreation: false });
    await admin.connect();
    await producer.connect();
    return new Topics(kafka, admin, producer);
  }

  async create(topic: string): Promise<void> {
    await this.admin.createTopics({
      topics: [{ topic, numPartitions: 12, replicationFactor: 1 }],
      waitForLeaders: true,
    });
  }

  async ends(topic: string): Promise<Ends> {
    const offsets = await this.admin.fetchTopicOffsets(topic);
    return new Map(offsets.map(({ partition, high }) => [partition, Number(high)]));
  }

  async total(topic: string): Promise<number> {
    return [...(await this.ends(topic)).values()].reduce((sum, end) => sum + end, 0);
  }

  /** In order, 500 at a time. */
  async send(topic: string, events: readonly OutgoingEvent[]): Promise<void> {
    for (let at = 0; at < events.length; at += BATCH) {
      const messages = events
        .slice(at, at + BATCH)
        .map(({ headers, ...event }) => ({ ...event, headers: { ...headers } }));
      await this.producer.sendBatch({ acks: -1, topicMessages: [{ topic, messages }] });
    }
  }

  /** Reads what came after `from` until now. */
  async since(topic: string, from: Ends, wanted: Wanted): Promise<EventTally> {
    const tally = new EventTally(from, await this.ends(topic), wanted);
    if (!tally.isOpen) return tally;
    let stop = (): Promise<void> => Promise.resolve();
    await new Promise<void>((done, fail) => {
      const take = (records: readonly Incoming[]): Promise<void> => {
        for (const record of records) tally.take(record);
        if (!tally.isOpen) done();
        return Promise.resolve();
      };
      const started = this.follow(topic, from, take, fail);
      stop = async () => (await started)();
      started.catch(fail);
    });
    await stop();
    return tally;
  }

  /** Hands over what comes after `from`, in batches of one partition, until it is stopped. */
  async follow(
    topic: string,
    from: Ends,
    take: (records: readonly Incoming[]) => Promise<void>,
    failed: (error: unknown) => void,
  ): Promise<() => Promise<void>> {
    const consumer = this.kafka.consumer({ groupId: `bench.${randomUUID()}` });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    consumer.on('consumer.crash', ({ payload }) => {
      failed(payload.error);
    });
    await consumer.run({
      autoCommit: false,
      partitionsConsumedConcurrently: CONCURRENT,
      eachBatch: async ({ batch: { partition, messages } }) => {
        const records = messages.map(({ offset, ...rest }) => ({
          partition,
          offset: Number(offset),
          ...rest,
        }));
        // Before it is sent to its place, a consumer fetches from the beginning.
        await take(records.filter(({ offset }) => offset >= (from.get(partition) ?? 0))).catch(failed);
      },
    });
    for (const [partition, offset] of from) consumer.seek({ topic, partition, offset: String(offset) });
    return () => consumer.disconnect();
  }

  async disconnect(): Promise<void> {
    await this.producer.disconnect();
    await this.admin.disconnect();
  }
}
