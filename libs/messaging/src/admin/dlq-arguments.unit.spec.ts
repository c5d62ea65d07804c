import { describe, expect, it } from '@jest/globals';
import { Misused, readArguments } from './dlq-arguments.js';

describe('the command line for dead letters', () => {
  it('reads place, key and options in any order', () => {
    expect(readArguments(['discard', 'tracking.orders', 'demo01:1', '--reason', 'test data'])).toMatchObject({
      action: 'discard',
      place: 'tracking.orders',
      key: 'demo01:1',
      reason: 'test data',
      all: false,
    });
    expect(readArguments(['replay', '--all', 'tracking.orders'])).toMatchObject({
      action: 'replay',
      all: true,
    });
  });

  it.each([
    [[]],
    [['explode']],
    [['show', 'tracking.orders']],
    [['replay', 'tracking.orders']],
    [['discard', 'tracking.orders', 'k']],
    [['discard', 'tracking.orders', 'k', '--reason', '  ']],
    [['edit', 'tracking.orders', 'k', '--reason', 'fix']],
    [['list', '--what']],
  ])('refuses %j', (argv) => {
    expect(() => readArguments(argv)).toThrow(Misused);
  });
});
