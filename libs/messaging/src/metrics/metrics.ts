import { Counter, Gauge, Histogram } from 'prom-client';

/** The plumbing's metrics, on prom-client's default registry. */
export const metrics = {
  outboxRows: new Gauge({ name: 'outbox_rows', help: 'Rows waiting to be sent' }),
  outboxOldestAge: new Gauge({
    name: 'outbox_oldest_age_seconds',
    help: 'Age of the oldest row waiting to be sent',
  }),
  relayBatchSize: new Histogram({
    name: 'relay_batch_size',
    help: 'Rows sent per batch',
    buckets: [1, 10, 50, 100, 250, 500, 1000],
  }),
  relaySendSeconds: new Histogram({
    name: 'relay_send_seconds',
    help: 'Time the broker took to acknowledge a batch',
  }),
  relayErrors: new Counter({ name: 'relay_errors_total', help: 'Batches taken back and tried again' }),
  consumerChunkSeconds: new Histogram({
    name: 'consumer_chunk_seconds',
    help: 'Time per chunk',
    labelNames: ['group', 'topic'],
  }),
  consumerRebalances: new Counter({
    name: 'consumer_rebalances_total',
    help: 'Group joins',
    labelNames: ['group'],
  }),
  consumerResets: new Counter({
    name: 'consumer_offset_resets_total',
    help: 'Partitions read from their start because their log ends before our offset',
    labelNames: ['group', 'topic'],
  }),
  consumerParkedKeys: new Gauge({
    name: 'consumer_parked_keys',
    help: 'Keys waiting behind a parked event',
    labelNames: ['group'],
  }),
  consumerDuplicates: new Counter({
    name: 'consumer_duplicates_total',
    help: 'Changes that were a repeat',
    labelNames: ['group', 'topic'],
  }),
  consumerIgnored: new Counter({
    name: 'consumer_ignored_total',
    help: 'Events without a handler here',
    labelNames: ['group', 'topic', 'why'],
  }),
  consumerRefused: new Counter({
    name: 'consumer_refused_total',
    help: 'Changes the domain refused',
    labelNames: ['group', 'code'],
  }),
  statements: new Counter({
    name: 'shell_statements_total',
    help: 'Statements sent to the database through the pool',
  }),
  changes: new Counter({ name: 'shell_changes_total', help: 'Changes given to the batch shell' }),
};
