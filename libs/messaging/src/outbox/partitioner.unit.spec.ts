import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Partitioners, type PartitionerArgs } from 'kafkajs';
import { byKey } from './partitioner.js';

const [ours, theirs] = [byKey(), Partitioners.DefaultPartitioner()];

const args = (key: Buffer | string, partitions: number): PartitionerArgs => ({
  topic: 'order.events.v1',
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
  it('is the one every Kafka client chooses, whatever the bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 100 }).map((values) => Buffer.from(values));
    const keys = fc.oneof(
      bytes,
      fc.string(),
      fc.uuid().map((id) => `demo01:${id}`),
    );
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 64 }), (key, partitions) => {
        expect(ours(args(key, partitions))).toBe(theirs(args(key, partitions)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is that of the Java client for its documented keys', () => {
    const hashes = [
      '21',
      'foobar',
      'a-little-bit-long-string',
      'lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8',
    ];
    expect(hashes.map((key) => ours(args(key, 1_000)))).toEqual(
      [-973932308, -790332482, -985981536, -58897971].map((hash) => (hash & 0x7fffffff) % 1_000),
    );
  });
});
