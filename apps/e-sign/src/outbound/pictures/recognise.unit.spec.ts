import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Staged } from '../../application/ports.js';
import { jpeg, png, webp } from '../../../test/pictures.js';
import { recognise } from './recognise.js';

const stagedOf = (bytes: Buffer): Staged => ({
  sha256: 'f'.repeat(64),
  bytes: bytes.length,
  read: (from, length) => Promise.resolve(bytes.subarray(from, from + length)),
  discard: () => Promise.resolve(),
});

const TIME = '2026:11:23 09:30:00';
const TAKEN = Date.UTC(2026, 10, 23, 1, 30, 0);

describe('recognising a picture', () => {
  it.each([
    ['image/jpeg', jpeg(), 32],
    ['image/png', png(16), 16],
    ['image/webp', webp(), 32],
  ])('knows %s by its bytes, with its size', async (mime, bytes, width) => {
    expect(await recognise(stagedOf(bytes))).toMatchObject({ mime, width, height: 16, bytes: bytes.length });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['a GIF', Buffer.from('47494638396120001000800000', 'hex')],
    ['a name without a picture', Buffer.from('ffd8ffe0', 'hex')],
    ['a PNG without a header', Buffer.from('89504e470d0a1a0a0000', 'hex')],
    ['another format behind the first bytes', Buffer.concat([Buffer.from('ffd8ff', 'hex'), png()])],
  ])('does not take %s for one', async (_, bytes) => {
    expect(await recognise(stagedOf(bytes))).toBeUndefined();
  });

  it('never throws, whatever the bytes are', async () => {
    const begin = fc.constantFrom(...[jpeg({ time: TIME }), png(2), webp({ time: TIME }), Buffer.alloc(0)]);
    await fc.assert(
      fc.asyncProperty(begin, fc.nat(80), fc.uint8Array({ maxLength: 80 }), async (whole, cut, noise) => {
        await recognise(stagedOf(Buffer.concat([whole.subarray(0, cut), noise])));
      }),
    );
  });

  it.each([
    ['a JPEG', jpeg({ time: TIME })],
    ['a WebP', webp({ time: TIME })],
  ])("reads when %s says it was taken, by China's clock", async (_, bytes) => {
    expect((await recognise(stagedOf(bytes)))?.takenAt).toBe(TAKEN);
  });

  it('reads a time with the offset the camera gives', async () => {
    const picture = await recognise(stagedOf(jpeg({ time: TIME, offset: '+00:00' })));
    expect(picture?.takenAt).toBe(Date.UTC(2026, 10, 23, 9, 30, 0));
  });

  it.each(['0000:00:00 00:00:00', '2026:02:30 10:00:00', 'yesterday'])(
    'reads no time in %s',
    async (time) => {
      const picture = await recognise(stagedOf(jpeg({ time })));
      expect(picture?.mime).toBe('image/jpeg');
      expect(picture?.takenAt).toBeUndefined();
    },
  );
});
