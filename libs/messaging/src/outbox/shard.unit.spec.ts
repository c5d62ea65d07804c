import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shardOf } from './shard.js';

describe('shardOf', () => {
  it('gives one key one shard, inside the range', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 64 }), (key, shards) => {
        const shard = shardOf(key, shards);
        expect(shard).toBe(shardOf(key, shards));
        expect(shard).toBeGreaterThanOrEqual(0);
        expect(shard).toBeLessThan(shards);
      }),
    );
  });

  it('never changes: a key that moved to another shard could overtake itself', () => {
    expect(['demo01:a', 'demo01:b', 'demo02:a'].map((key) => shardOf(key, 16))).toEqual([8, 1, 13]);
  });
});
