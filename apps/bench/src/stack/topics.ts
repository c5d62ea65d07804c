import { randomUUID } from 'node:crypto';
import { type Admin, Kafka, type KafkaMessage, logLevel, Partitioners, type Producer } from 'kafkajs';

export interface OutgoingEvent {
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

type Incoming = Pick<KafkaMessage, 'key' | 'value' | 'headers'> & {
  readonly partition: number;
  readonly offset: number;
};

export type Ends = ReadonlyMap<number, number>;

export interface Read {
  /** Events, each once: a relay may send a batch again. */
  readonly count: number;
  readonly repeated: number;
  readonly meanBytes: number;
}

const BATCH = 500;

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

  /** Reads what came after `from` until now, counting the events of one tenant and type. */
  async count(
    topic: string,
    from: Ends,
    wanted: { readonly tenantId: string; readonly type: string },
  ): Promise<Read> {
    const until = await this.ends(topic);
    const next = new Map([...until.keys()].map((part) => [part, from.get(part) ?? 0]));
    const isOpen = (): boolean => [...until].some(([part, end]) => (next.get(part) ?? 0) < end);
    const ids = new Set<string>();
    let [records, bytes] = [0, 0];
    // What is fetched before the consumer was sent to its place comes twice: `next` takes each offset once.
    const look = ({ partition, offset, key, value, headers }: Incoming): boolean => {
      if (offset < (next.get(partition) ?? 0) || offset >= (until.get(partition) ?? 0)) return isOpen();
      next.set(partition, offset + 1);
      if (String(headers?.ce_type) === wanted.type && key?.toString().startsWith(`${wanted.tenantId}:`)) {
        records += 1;
        ids.add(String(headers?.ce_id));
        bytes += value?.length ?? 0;
      }
      return isOpen();
    };
    if (isOpen()) await this.read(topic, from, look);
    const meanBytes = records === 0 ? 0 : Math.round(bytes / records);
    return { count: ids.size, repeated: records - ids.size, meanBytes };
  }

  /** Hands over every record from those places on, until `more` says that it is enough. */
  private async read(topic: string, from: Ends, more: (record: Incoming) => boolean): Promise<void> {
    const consumer = this.kafka.consumer({ groupId: `bench.${randomUUID()}` });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((done, fail) => {
      consumer.on('consumer.crash', ({ payload }) => {
        fail(payload.error);
      });
      const running = consumer.run({
        autoCommit: false,
        eachBatch: ({ batch: { partition, messages } }) => {
          let wanted = true;
          for (const { offset, ...rest } of messages)
            wanted = more({ partition, offset: Number(offset), ...rest });
          if (!wanted) done();
          return Promise.resolve();
        },
      });
      running.then(() => {
        for (const [partition, offset] of from) consumer.seek({ topic, partition, offset: String(offset) });
      }, fail);
    });
    await consumer.disconnect();
  }

  async disconnect(): Promise<void> {
    await this.producer.disconnect();
    await this.admin.disconnect();
  }
}
