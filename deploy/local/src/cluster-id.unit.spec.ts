import { describe, expect, it } from '@jest/globals';
import { newClusterId } from './cluster-id.js';

describe('the id of a new Kafka cluster', () => {
  it('begins with a letter whatever was drawn, so that it is never taken for an option', () => {
    for (let first = 0; first < 256; first += 1) {
      const drawn = Buffer.alloc(16, 0xfb);
      drawn.writeUInt8(first, 0);
      expect(newClusterId(drawn)).toMatch(/^[A-Za-z][\w-]{21}$/);
    }
  });

  it('is another one each time', () => {
    expect(newClusterId()).not.toBe(newClusterId());
  });
});
