import { describe, expect, it } from '@jest/globals';
import { evenly } from './evenly.js';

describe('evenly', () => {
  it('takes from the whole length, not from its beginning', () => {
    expect(evenly([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 5)).toEqual([0, 2, 4, 6, 8]);
  });

  it('takes some again where there are too few', () => {
    expect(evenly(['a', 'b'], 5)).toEqual(['a', 'a', 'a', 'b', 'b']);
  });

  it('has nothing to take from nothing', () => {
    expect(evenly([], 3)).toEqual([]);
  });
});
