import { type EventEnvelope, eventTypes, topics } from '@cartrail/contracts';
import type { Consumer } from 'kafkajs';
import { kafkaClient } from './kafka.js';

const SHOWN = [
  'platformOrderId',
  'number',
  'carrier',
  'detector',
  'status',
  'from',
  'to',
  'reason',
  'channel',
];

/** Prints every fact as it is published, one line each; stops with `disconnect`. */
export async function followFacts(brokers: readonly string[], prefix: string): Promise<Consumer> {
  const names = Object.values(topics).map((topic) => prefix + topic.name);
  return follow(brokers, names, false, (value) => {
    console.log(factLine(JSON.parse(value) as EventEnvelope<Record<string, unknown>>));
  });
}

/** The whole of one topic as JSON lines, for those without a Kafka client. */
export function dumpTopic(brokers: readonly string[], topic: string): Promise<Consumer> {
  return follow(brokers, [topic], true, (value) => {
    console.log(value);
  });
}

async function follow(
  brokers: readonly string[],
  names: string[],
  fromBeginning: boolean,
  show: (value: string) => void,
): Promise<Consumer> {
  const consumer = kafkaClient(brokers, 'cartrail-feed').consumer({
    groupId: `cartrail.feed.${process.pid}`,
  });
  await consumer.connect();
  await consumer.subscribe({ topics: names, fromBeginning });
  await consumer.run({
    autoCommit: false,
    eachMessage: ({ message }) => {
      if (message.value !== null) show(message.value.toString('utf8'));
      return Promise.resolve();
    },
  });
  return consumer;
}

export function factLine(event: EventEnvelope<Record<string, unknown>>): string {
  const name = eventTypes.get(event.type)?.name ?? event.type;
  const scan = event.data.scan as { text?: string; place?: string } | undefined;
  const details = SHOWN.flatMap((field) => {
    const value = event.data[field];
    return typeof value === 'string' ? [value] : [];
  });
  if (scan?.text !== undefined) details.push(scan.text.slice(0, 40));
  return `${event.time.slice(5, 19).replace('T', ' ')}  ${event.tenantid}  ${name.padEnd(22)} ${details.join(' · ')}`;
}
