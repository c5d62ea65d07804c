import { eventTypes, topics, type EventEnvelope } from '@cartrail/contracts';
import type { Admin, Consumer, IHeaders } from 'kafkajs';
import { waitUntil } from '../wait-until.js';
import { testKafka } from './test-topics.js';
import { endsOf } from './topic-ends.js';

export interface RecordedEvent {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly event: EventEnvelope;
}

/** Reads every event topic of a prefix from its first record on, as a stranger would. */
export class EventRecorder {
  private readonly recorded: RecordedEvent[] = [];
  private readonly next = new Map<string, bigint>();

  private constructor(
    private readonly prefix: string,
    private readonly consumer: Consumer,
    private readonly admin: Admin,
  ) {}

  static async start(prefix: string): Promise<EventRecorder> {
    const kafka = testKafka();
    const consumer = kafka.consumer({
      groupId: `${prefix}recorder`,
      maxWaitTimeInMs: 50,
      allowAutoTopicCreation: false,
    });
    const recorder = new EventRecorder(prefix, consumer, kafka.admin());
    await Promise.all([consumer.connect(), recorder.admin.connect()]);
    await consumer.subscribe({
      topics: Object.values(topics).map(({ name }) => prefix + name),
      fromBeginning: true,
    });
    await consumer.run({
      autoCommit: false,
      eachMessage: ({ topic, partition, message }) => {
        recorder.next.set(`${topic}/${partition}`, BigInt(message.offset) + 1n);
        const event = envelopeIn(message.value);
        if (event) {
          const { offset, key, headers } = message;
          recorder.recorded.push({
            topic: topic.slice(prefix.length),
            partition,
            offset,
            key: key?.toString('utf8') ?? '',
            headers: textsOf(headers ?? {}),
            event,
          });
        }
        return Promise.resolve();
      },
    });
    return recorder;
  }

  /** Everything so far, in the order of arrival; within one key that is the order of publication. */
  all(): readonly RecordedEvent[] {
    return this.recorded;
  }

  /** Envelopes of `ScanRecorded`, of one aggregate when its id is given. */
  published(name: string, aggregateId?: string): EventEnvelope[] {
    return this.recorded
      .map(({ event }) => event)
      .filter((event) => eventTypes.get(event.type)?.name === name)
      .filter((event) => aggregateId === undefined || event.partitionkey.endsWith(`:${aggregateId}`));
  }

  /** What the topics hold and this recorder has not seen, or undefined. */
  async behind(): Promise<string | undefined> {
    for (const { name } of Object.values(topics)) {
      const ends = await endsOf(this.admin, this.prefix + name);
      if (ends === undefined) return `${name} is not served yet`;
      for (const { partition, high } of ends) {
        const next = this.next.get(`${this.prefix}${name}/${partition}`) ?? 0n;
        if (next < BigInt(high)) return `the recorder is at ${next} of ${high} in ${name}/${partition}`;
      }
    }
    return undefined;
  }

  caughtUp(timeoutMs?: number): Promise<void> {
    return waitUntil(() => this.behind(), timeoutMs);
  }

  async stop(): Promise<void> {
    await Promise.all([this.consumer.disconnect(), this.admin.disconnect()]);
  }
}

/** Undefined for bytes that are no envelope: suites deliver those too. */
function envelopeIn(value: Buffer | null): EventEnvelope | undefined {
  try {
    return JSON.parse(value?.toString('utf8') ?? '') as EventEnvelope;
  } catch {
    return undefined;
  }
}

const textsOf = (headers: IHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
