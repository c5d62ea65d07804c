import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { crc32, inflateSync } from 'node:zlib';
import { Film } from './film.js';

interface Chunk {
  readonly name: string;
  readonly data: Buffer;
  readonly whole: boolean;
}

function chunksOf(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const checked = png.subarray(at + 4, at + 8 + length);
    const whole = crc32(checked) === png.readUInt32BE(at + 8 + length);
    chunks.push({ name: checked.toString('latin1', 0, 4), data: checked.subarray(4), whole });
    at += length + 12;
  }
  return chunks;
}

describe('Film', () => {
  const film = new Film(200_000);

  it('takes real pictures of the size asked for', () => {
    const photo = film.photo(1);
    expect(photo.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    const chunks = chunksOf(photo);
    expect(chunks.map(({ name }) => name)).toEqual(['IHDR', 'raNd', 'IDAT', 'IEND']);
    expect(chunks.every(({ whole }) => whole)).toBe(true);
    const [header, , pixels] = chunks;
    const [width, height] = [header?.data.readUInt32BE(0) ?? 0, header?.data.readUInt32BE(4) ?? 0];
    expect(inflateSync(pixels?.data ?? Buffer.alloc(0))).toHaveLength(height * (width + 1));
    expect(photo.length - 200_000).toBeLessThan(200);
  });

  it('takes no picture twice, not even on another film', () => {
    const numbers = Array.from({ length: 500 }, (_, nr) => nr);
    const hashes = [film, new Film(200_000)].flatMap((each) =>
      numbers.map((nr) => createHash('sha256').update(each.photo(nr)).digest('hex')),
    );
    expect(new Set(hashes).size).toBe(1_000);
  });

  it('shows the same picture again by its number', () => {
    expect(film.photo(7).equals(film.photo(7))).toBe(true);
  });
});
