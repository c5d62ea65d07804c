import { randomUUID } from 'node:crypto';
import { ScanRecorded, topics, type EventOf } from '@cartrail/contracts';
import { waitUntil } from '@cartrail/testing';
import { type Consumer } from 'kafkajs';
import { type Bench } from '../bench.js';
import { type Latency, quantile } from '../rounds.js';
import { serviceNames } from '../stack/own-stack.js';
import { usageOf, usageText } from '../stack/usage.js';
import { atPace } from './pace.js';
import { followed, histories, NODES, Pusher } from './pushes.js';

const PER_SECOND = 500;
const WARM_UP_SECONDS = 2;

/** Pushes at an even pace; each is timed from when it was due, so that a stall counts for all it delays. */
export async function pushToSubscriber(bench: Bench, seconds: number): Promise<Latency> {
  const total = PER_SECOND * (seconds + WARM_UP_SECONDS);
  const numbers = await followed(bench, Math.ceil(total / NODES));
  for (const service of serviceNames) await bench.analyse(service);
  const pushes = histories(bench.tenant, numbers).slice(0, total);
  const due = new Map<string, number>();
  const waits = new Map<string, number>();
  const subscriber = await subscribe(bench, (text) => {
    const at = due.get(text);
    if (at !== undefined && !waits.has(text)) waits.set(text, performance.now() - at);
  });
  const pusher = new Pusher(bench.tenant.callbackUrl);
  const usage = usageOf(bench.stack);
  try {
    await atPace(PER_SECOND, total, async (place, dueAt) => {
      const push = pushes[place];
      if (!push) return;
      due.set(push.news, dueAt);
      await pusher.send(push);
    });
    await waitUntil(() => (waits.size === total ? undefined : `${total - waits.size} events`), 30_000).catch(
      () => undefined,
    );
  } finally {
    await pusher.close();
    await subscriber.disconnect();
  }
  const notes = [`${PER_SECOND} pushes/s, the whole stack running`, usageText(usage, usageOf(bench.stack))];
  const measured = pushes.slice(PER_SECOND * WARM_UP_SECONDS).flatMap(({ news }) => waits.get(news) ?? []);
  const what = `push → event read by a subscriber at ${PER_SECOND} pushes/s, ms`;
  const [p50, p99] = [quantile(measured, 0.5), quantile(measured, 0.99)];
  return { name: 'G7', what, offered: total, found: waits.size, p50, p99, notes };
}

async function subscribe(bench: Bench, heard: (text: string) => void): Promise<Consumer> {
  const consumer = bench.topics.kafka.consumer({ groupId: `bench.${randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topic: topics.waybillEvents.name, fromBeginning: false });
  const joined = new Promise<void>((done) => {
    consumer.on('consumer.fetch_start', () => {
      done();
    });
  });
  await consumer.run({
    eachMessage: ({ message }) => {
      if (String(message.headers?.ce_type) === ScanRecorded.type) {
        const event = JSON.parse(message.value?.toString('utf8') ?? '') as EventOf<typeof ScanRecorded>;
        heard(event.data.scan.text);
      }
      return Promise.resolve();
    },
  });
  await joined;
  return consumer;
}
