import { describe, expect, it } from '@jest/globals';
import { reasonIn } from './command.js';

describe('the reason quoted from a failed program', () => {
  it('is its error, not the last line it printed', () => {
    expect(reasonIn('start\nError: cannot connect\n    at x.js:1\n\nNode.js v20.20.2\n')).toBe(
      'Error: cannot connect',
    );
  });

  it('is its last words when it names no error', () => {
    expect(reasonIn('reading\ngave up\n')).toBe('gave up');
  });
});
