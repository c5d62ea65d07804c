import { describe, expect, it } from '@jest/globals';
import { addingUpTo } from './shares.js';

describe('amounts of lines', () => {
  it('are left alone where they add up, with freight or without', () => {
    expect(addingUpTo([300, 310], [100, 200])).toEqual([100, 200]);
    expect(addingUpTo([290, 300], [100, 200])).toEqual([100, 200]);
  });

  it('are shared out anew where they do not', () => {
    expect(addingUpTo([301, 310], [100, 200])).toEqual([100, 201]);
    expect(addingUpTo([10], [0, 0])).toEqual([5, 5]);
  });
});
