import { describe, expect, it } from '@jest/globals';
import { inflateSync } from 'node:zlib';
import { photo } from './photo.js';

describe("the warehouse's camera", () => {
  it('takes a PNG of the size asked for, whose dots unpack', () => {
    const picture = photo(20);
    expect(picture.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([20, 20]);
    const length = picture.readUInt32BE(33);
    expect(inflateSync(picture.subarray(41, 41 + length))).toHaveLength(20 * 21);
  });

  it('never takes the same picture twice', () => {
    expect(photo(16).equals(photo(16))).toBe(false);
  });
});
