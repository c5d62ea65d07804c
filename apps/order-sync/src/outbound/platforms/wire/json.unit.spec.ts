import { describe, expect, it } from '@jest/globals';
import { parsePlatformJson } from './json.js';

describe('platform JSON', () => {
  it('keeps an integer of more than 15 digits exactly, as text', () => {
    expect(parsePlatformJson('{"a":4714323456789012345,"b":[9007199254740993]}')).toEqual({
      a: '4714323456789012345',
      b: ['9007199254740993'],
    });
  });

  it('leaves ordinary numbers numbers', () => {
    expect(parsePlatformJson('{"a":123456789012345,"b":1.5,"c":-3}')).toEqual({
      a: 123456789012345,
      b: 1.5,
      c: -3,
    });
  });
});
