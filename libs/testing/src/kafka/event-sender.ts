import { eventTypes, type EventEnvelope } from '@cartrail/contracts';
import type { Producer } from 'kafkajs';
import { testKafka } from './test-topics.js';

/** Puts envelopes, or any bytes, on the topics of a prefix, keyed as the relay does it. */
export class EventSender {
  private constructor(
    private readonly prefix: string,
    private readonly producer: Producer,
  ) {}

  static async start(prefix: string): Promise<EventSender> {
    const producer = testKafka().producer({ allowAutoTopicCreation: false });
    await producer.connect();
    return new EventSender(prefix, producer);
  }

  async send(events: readonly EventEnvelope[], options: { readonly times?: number } = {}): Promise<void> {
    for (let round = 0; round < (options.times ?? 1); round++) {
      for (const event of events) {
        const topic = eventTypes.get(event.type)?.topic.name;
        if (topic === undefined) throw new Error(`no topic for ${event.type}`);
        await this.sendRaw(topic, event.partitionkey, JSON.stringify(event));
      }
    }
  }

  async sendRaw(topic: string, key: string, value: string | Buffer | null): Promise<void> {
    await this.producer.send({ topic: this.prefix + topic, acks: -1, messages: [{ key, value }] });
  }

  stop(): Promise<void> {
    return this.producer.disconnect();
  }
}
