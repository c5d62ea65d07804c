import { fromIso, fromShanghai, type Instant } from '@cartrail/kernel';
import exifr from 'exifr';
import type { Staged } from '../../application/ports.js';

const EXIF_TIME = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}:\d{2}:\d{2})$/;
const OFFSET = /^(?:Z|[+-]\d{2}:\d{2})$/;
const MAX_CHUNKS = 64;
const MAX_EXIF_BYTES = 256 * 1024;

/** When a photo says it was taken; many say nothing, and what cannot be read says nothing either. */
export async function exifTime(
  format: 'jpeg' | 'png' | 'webp',
  head: Uint8Array,
  staged: Staged,
): Promise<Instant | undefined> {
  try {
    const bytes = format === 'webp' ? await webpExif(staged) : head;
    if (!bytes) return undefined;
    const tags: unknown = await exifr.parse(Buffer.from(bytes), {
      pick: ['DateTimeOriginal', 'CreateDate', 'OffsetTimeOriginal'],
      reviveValues: false,
    });
    return toInstant(tags as Readonly<Record<string, unknown>> | undefined);
  } catch {
    return undefined;
  }
}

/** A camera's wall time is China's, unless it says of where. */
function toInstant(tags: Readonly<Record<string, unknown>> = {}): Instant | undefined {
  const text = tags['DateTimeOriginal'] ?? tags['CreateDate'];
  const [, year = '', month = '', day = '', time = ''] =
    EXIF_TIME.exec(typeof text === 'string' ? text : '') ?? [];
  const wall = `${year}-${month}-${day} ${time}`;
  const offset = tags['OffsetTimeOriginal'];
  if (typeof offset !== 'string' || !OFFSET.test(offset)) return fromShanghai(wall);
  // Read once as China's, so that a day that does not exist is no time at all.
  return fromShanghai(wall) === undefined ? undefined : fromIso(`${wall.replace(' ', 'T')}${offset}`);
}

/** WebP keeps its EXIF in a chunk of its own, behind the picture. */
async function webpExif(staged: Staged): Promise<Uint8Array | undefined> {
  let at = 12;
  for (let chunk = 0; chunk < MAX_CHUNKS && at + 8 <= staged.bytes; chunk++) {
    const header = Buffer.from(await staged.read(at, 8));
    const length = header.readUInt32LE(4);
    if (header.toString('latin1', 0, 4) === 'EXIF') {
      const body = Buffer.from(await staged.read(at + 8, Math.min(length, MAX_EXIF_BYTES)));
      return body.toString('latin1', 0, 6) === 'Exif\0\0' ? body.subarray(6) : body;
    }
    at += 8 + length + (length % 2);
  }
  return undefined;
}
