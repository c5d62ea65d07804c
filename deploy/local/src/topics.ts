import { allTopics, type Topic } from '@cartrail/contracts';
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
      await admin.createTopics({
        waitForLeaders: true,
        topics: missing.map((topic) => definition(topic, prefix)),
      });
    }
    return missing.length;
  } finally {
    await admin.disconnect();
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
