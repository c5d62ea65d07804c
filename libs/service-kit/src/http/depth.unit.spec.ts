import { describe, expect, it } from '@jest/globals';
import { refuseDeepNesting } from './depth.js';

const nested = (levels: number, inside: unknown): unknown =>
  levels === 0 ? inside : { a: nested(levels - 1, inside) };

describe('the limit of nesting', () => {
  it('counts objects and lists, not what they end in', () => {
    expect(() => {
      refuseDeepNesting(nested(32, 'a value'));
    }).not.toThrow();
    expect(() => {
      refuseDeepNesting(nested(32, []));
    }).toThrow('deeper than 32');
  });

  it('does not look into bytes, nor into a stream whose parts know one another', () => {
    class Part {
      readonly others: Part[] = [];
    }
    const parts = Array.from({ length: 20 }, () => new Part());
    for (const part of parts) part.others.push(...parts);
    for (const body of [Buffer.from('bytes'), new Part(), parts[0]]) {
      expect(() => {
        refuseDeepNesting(body);
      }).not.toThrow();
    }
    expect(() => {
      refuseDeepNesting(nested(32, Buffer.from('bytes')));
    }).not.toThrow();
  });
});
