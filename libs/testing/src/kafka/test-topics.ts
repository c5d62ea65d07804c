import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { allTopics } from '@cartrail/contracts';
import { createKafka } from '@cartrail/messaging';
import type { Admin } from 'kafkajs';
import { testServers } from '../config.js';

export interface TestTopics {
  readonly prefix: string;
  drop(): Promise<void>;
}

export const testKafka = () =>
  createKafka({ clientId: 'cartrail-testing', brokers: testServers().brokers, log: () => undefined });

/** The whole catalogue under a prefix of its own, two partitions each: enough to see keys part, cheap to make. */
export async function testTopics(prefix = `t${randomBytes(5).toString('hex')}.`): Promise<TestTopics> {
  const admin = testKafka().admin();
  await admin.connect();
  const names = allTopics.map(({ name }) => prefix + name);
  try {
    await admin.createTopics({
      waitForLeaders: false,
      topics: names.map((topic) => ({ topic, numPartitions: 2, replicationFactor: 1 })),
    });
    await untilLed(admin, names);
  } finally {
    await admin.disconnect();
  }
  return { prefix, drop: () => drop(names) };
}

/** kafkajs' own wait gives up when the broker answers a moment before it knows what it has just created. */
async function untilLed(admin: Admin, topics: string[]): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const found = await admin.fetchTopicMetadata({ topics }).catch(() => undefined);
    const led = found?.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
    if (led === true) return;
    if (Date.now() > deadline) throw new Error('the test topics have no leaders after 30 s');
    await pause(100);
  }
}

async function drop(topics: string[]): Promise<void> {
  const admin = testKafka().admin();
  await admin.connect();
  try {
    await admin.deleteTopics({ topics });
  } finally {
    await admin.disconnect();
  }
}
