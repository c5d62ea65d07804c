import { stringify } from 'yaml';
import { allTopics, type Topic } from '../topic.js';
import { HEADER } from './header.js';

const DAY_MS = 86_400_000;

/** `deploy/kafka/topics.yaml`: what a deployment creates. A topic's partition count is never changed. */
export const topicsDocument = (): string =>
  HEADER +
  stringify({
    profiles: {
      production: { replicationFactor: 3, minInsyncReplicas: 2 },
      local: { replicationFactor: 1, minInsyncReplicas: 1 },
    },
    topics: allTopics.map(row),
  });

const row = (topic: Topic) => ({
  name: topic.name,
  kind: topic.kind,
  producer: topic.producer,
  partitions: topic.partitions,
  config: { 'cleanup.policy': 'delete', 'retention.ms': topic.retentionDays * DAY_MS },
  about: topic.about,
});
