import { randomBytes } from 'node:crypto';
import { allTopics } from '@cartrail/contracts';
import { createKafka } from '@cartrail/messaging';
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
      waitForLeaders: true,
      topics: names.map((topic) => ({ topic, numPartitions: 2, replicationFactor: 1 })),
    });
  } finally {
    await admin.disconnect();
  }
  return { prefix, drop: () => drop(names) };
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
