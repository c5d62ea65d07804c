import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Partitioners, type PartitionerArgs } from 'kafkajs';
import { byKey } from './partitioner.js';

const args = (topic: string, key: string, partitions: number): PartitionerArgs => ({
  topic,
  message: { key, value: '' },
  partitionMetadata: Array.from({ length: partitions }, (_, partitionId) => ({
    partitionId,
    leader: 1,
    isr: [],
    partitionErrorCode: 0,
    replicas: [],
  })),
});

describe('the partition of a key', () => {
  it('is the one every Kafka client chooses, whatever came before', () => {
    const few = fc.constantFrom('demo01:a', 'demo01:b', 'demo02:a');
    const event = fc.tuple(
      fc.constantFrom('order.events.v1', 'case.events.v1'),
      few,
      fc.constantFrom(1, 11, 12),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), (events) => {
        const [ours, theirs] = [byKey(), Partitioners.DefaultPartitioner()];
        for (const [topic, key, partitions] of events) {
          expect(ours(args(topic, key, partitions))).toBe(theirs(args(topic, key, partitions)));
        }
      }),
    );
  });
});
