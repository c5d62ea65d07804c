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

  it('does not look into bytes', () => {
    expect(() => {
      refuseDeepNesting(nested(32, Buffer.from('bytes')));
    }).not.toThrow();
  });
});
