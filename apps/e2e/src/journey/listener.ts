import { topics, type EventEnvelope } from '@cartrail/contracts';
import { Kafka, logLevel, type Consumer } from 'kafkajs';
import type { Stack } from '../doors/stack.js';

/** A subscriber like an integrator’s own: reads the event topics from now on. */
export class Listener {
  private readonly consumer: Consumer;
  readonly events: EventEnvelope[] = [];

  constructor(private readonly stack: Stack) {
    const kafka = new Kafka({ clientId: 'journey', brokers: [...stack.brokers], logLevel: logLevel.NOTHING });
    this.consumer = kafka.consumer({ groupId: `${stack.topicPrefix}journey.${Date.now()}` });
  }

  async start(): Promise<void> {
    await this.consumer.connect();
    const names = [topics.orderEvents, topics.waybillEvents, topics.alertEvents].map(
      ({ name }) => this.stack.topicPrefix + name,
    );
    await this.consumer.subscribe({ topics: names, fromBeginning: false });
    const joined = new Promise<void>((resolve) => {
      this.consumer.on('consumer.group_join', () => {
        resolve();
      });
    });
    await this.consumer.run({
      eachMessage: ({ message }) => {
        if (message.value) this.events.push(JSON.parse(message.value.toString('utf8')) as EventEnvelope);
        return Promise.resolve();
      },
    });
    await joined;
  }

  stop(): Promise<void> {
    return this.consumer.disconnect();
  }

  /** Distinct events of a type that concern one of these orders. */
  about(type: string, orderIds: ReadonlySet<string>): EventEnvelope[] {
    const distinct = new Map(this.events.map((event) => [event.id, event]));
    return [...distinct.values()].filter(
      (event) => event.type.includes(type) && concerns(event.data, orderIds),
    );
  }

  /** Alerts raised more than once for the same parcel, detector and condition. */
  doubledAlerts(orderIds: ReadonlySet<string>): string[] {
    const seen = new Map<string, number>();
    for (const { data } of this.about('alert.raised', orderIds)) {
      const { detector, since, pickupId, returnId, waybillId } = data as RaisedAlert;
      const name = `${detector} of ${pickupId ?? returnId ?? waybillId ?? 'nothing'} since ${since}`;
      seen.set(name, (seen.get(name) ?? 0) + 1);
    }
    return [...seen]
      .filter(([, times]) => times > 1)
      .map(([name, times]) => `alert ${name} was raised ${times} times`);
  }
}

interface RaisedAlert {
  readonly detector: string;
  readonly since: string;
  readonly waybillId?: string;
  readonly returnId?: string;
  readonly pickupId?: string;
}

function concerns(data: unknown, orderIds: ReadonlySet<string>): boolean {
  const { orderId, orderIds: several = [] } = data as { orderId?: string; orderIds?: readonly string[] };
  return (orderId !== undefined && orderIds.has(orderId)) || several.some((id) => orderIds.has(id));
}
