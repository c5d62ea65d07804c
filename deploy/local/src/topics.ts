import { allTopics, type Topic } from '@cartrail/contracts';
import type { Admin } from 'kafkajs';
import { setTimeout as pause } from 'node:timers/promises';
import { Advice } from './advice.js';
import { kafkaClient } from './kafka.js';

/** How a deployment keeps its topics; one local broker can hold a single copy. */
const profile = { replicationFactor: 1, minInSync: 1 };
const DAY_MS = 86_400_000;

/** Creates the catalogue's topics that are missing. */
export async function createTopics(brokers: readonly string[], prefix: string): Promise<number> {
  const admin = kafkaClient(brokers, 'cartrail-bootstrap').admin();
  await admin.connect();
  try {
    const known = new Set(await admin.listTopics());
    const missing = allTopics.filter((topic) => !known.has(prefix + topic.name));
    if (missing.length > 0) {
      const wanted = missing.map((topic) => definition(topic, prefix));
      await admin.createTopics({ waitForLeaders: false, topics: wanted });
      await untilLed(
        admin,
        wanted.map(({ topic }) => topic),
      );
    }
    return missing.length;
  } finally {
    await admin.disconnect();
  }
}

/** kafkajs' own wait gives up when the broker answers a moment before it knows what it has just created. */
async function untilLed(admin: Admin, topics: string[]): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await areLed(admin, topics))) {
    if (Date.now() > deadline)
      throw new Advice('Kafka created the topics but gives them no leaders: see its log');
    await pause(100);
  }
}

async function areLed(admin: Admin, topics: string[]): Promise<boolean> {
  try {
    const metadata = await admin.fetchTopicMetadata({ topics });
    return metadata.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
  } catch {
    return false;
  }
}

function definition(topic: Topic, prefix: string) {
  return {
    topic: prefix + topic.name,
    numPartitions: topic.partitions,
    replicationFactor: profile.replicationFactor,
    configEntries: [
      { name: 'retention.ms', value: String(topic.retentionDays * DAY_MS) },
      { name: 'min.insync.replicas', value: String(profile.minInSync) },
    ],
  };
}
