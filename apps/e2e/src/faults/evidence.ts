import { ScanRecorded, topics, WaybillRegistered, type EventEnvelope } from '@cartrail/contracts';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import type { Kept, Message } from './audit.js';
import { registeredFact, scanFact } from './inputs.js';

interface Scan {
  readonly occurredAt: string;
  readonly code: string;
  readonly text: string;
}

export async function query<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 15_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** What tracking holds of the parcels whose numbers start so. */
export async function keptByTracking(url: string, prefix: string): Promise<Kept[]> {
  const waybills = await query<{ number: string }>(url, 'SELECT number FROM waybill WHERE number LIKE $1', [
    `${prefix}%`,
  ]);
  const scans = await query<{ number: string; at: Date; code: string; text: string }>(
    url,
    `SELECT w.number, s.occurred_at AS at, s.code, s.text
       FROM scan s JOIN waybill w USING (tenant_id, waybill_id) WHERE w.number LIKE $1`,
    [`${prefix}%`],
  );
  return [
    ...waybills.map(({ number }) => ({ key: number, fact: registeredFact })),
    ...scans.map(({ number, at, code, text }) => ({ key: number, fact: scanFact(at, code, text) })),
  ];
}

/** What the gateway's case documents tell of them. */
export async function keptByCases(url: string, prefix: string): Promise<Kept[]> {
  const rows = await query<{ doc: string }>(
    url,
    'SELECT doc FROM case_view WHERE EXISTS (SELECT FROM unnest(numbers) AS number WHERE number LIKE $1)',
    [`${prefix}%`],
  );
  return rows.flatMap(({ doc }) => {
    const { parcels } = JSON.parse(doc) as {
      parcels: { number: string; waybillId?: string; timeline: Scan[] }[];
    };
    return parcels.flatMap(({ number, waybillId, timeline }) => [
      ...(waybillId === undefined ? [] : [{ key: number, fact: registeredFact }]),
      ...timeline.map(({ occurredAt, code, text }) => ({
        key: number,
        fact: scanFact(occurredAt, code, text),
      })),
    ]);
  });
}

/** Every waybill event from offset 0, in the order of its partition. */
export async function waybillMessages(brokers: readonly string[], topicPrefix: string): Promise<Message[]> {
  const values = await readTopic(brokers, topicPrefix + topics.waybillEvents.name);
  return values.map((value) => {
    const event = JSON.parse(value) as EventEnvelope<{ number: string; scan?: Scan }>;
    const { id, source, type, data } = event;
    const message = { id, source, sequence: Number(event.sequence), key: data.number };
    if (type === WaybillRegistered.type) return { ...message, fact: registeredFact };
    if (type !== ScanRecorded.type || data.scan === undefined) return message;
    const { occurredAt, code, text } = data.scan;
    return { ...message, fact: scanFact(occurredAt, code, text) };
  });
}

/** The ids of every order event on the topic. */
export async function orderEventIds(brokers: readonly string[], topicPrefix: string): Promise<Set<string>> {
  const values = await readTopic(brokers, topicPrefix + topics.orderEvents.name);
  return new Set(values.flatMap((value) => /"id":"([0-9a-f-]{36})"/.exec(value)?.[1] ?? []));
}

export function client(brokers: readonly string[]): Kafka {
  return new Kafka({
    clientId: 'faults',
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
    retry: { retries: 60, initialRetryTime: 100, maxRetryTime: 1_000 },
  });
}

/** A topic from its beginning to the end it has now: what its messages say, or what they are about. */
export async function readTopic(
  brokers: readonly string[],
  topic: string,
  what: 'values' | 'keys' = 'values',
): Promise<string[]> {
  const kafka = client(brokers);
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic);
  const groupId = `faults-${Date.now()}-${Math.random().toString(36).slice(2)}`;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100 });
  const values: string[] = [];
  try {
    const left = new Map(
      ends
        .filter(({ high, low }) => Number(high) > Number(low))
        .map((end) => [end.partition, Number(end.high)]),
    );
    if (left.size === 0) return [];
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        reject(payload.error);
      });
      const eachMessage = ({ partition, message }: Delivered): Promise<void> => {
        const end = left.get(partition);
        if (end !== undefined) {
          values.push((what === 'keys' ? message.key : message.value)?.toString('utf8') ?? '');
          if (Number(message.offset) >= end - 1) left.delete(partition);
        }
        if (left.size === 0) resolve();
        return Promise.resolve();
      };
      consumer.run({ autoCommit: false, eachMessage }).catch(reject);
    });
    return values;
  } finally {
    await consumer.disconnect();
    await admin.deleteGroups([groupId]).catch(() => undefined);
    await admin.disconnect();
  }
}

interface Delivered {
  readonly partition: number;
  readonly message: { readonly offset: string; readonly key: Buffer | null; readonly value: Buffer | null };
}
