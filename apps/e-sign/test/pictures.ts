import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

/** A real picture nobody has taken before: random grey dots. `side` 1448 makes about 2 MB. */
export function png(side = 16): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.writeUInt8(8, 8);
  const rows = Array.from({ length: side }, () => Buffer.concat([Buffer.of(0), randomBytes(side)]));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.concat(rows), { level: 0 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
}

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** The frame of a JPEG as a camera writes it, with a time in its EXIF where one is given. */
export function jpeg(exif?: { readonly time: string; readonly offset?: string }): Buffer {
  const body = exif && Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff(exif)]);
  return Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    ...(body ? [segment(0xe1, body)] : []),
    segment(0xdb, Buffer.alloc(65)),
    segment(0xc0, Buffer.from('080010002003012200021101031101', 'hex')),
    segment(0xda, Buffer.from('03010002110311003f00', 'hex')),
    randomBytes(64).map((byte) => byte & 0x7f),
    Buffer.from('ffd9', 'hex'),
  ]);
}

const segment = (marker: number, body: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};

/** IFD0 with one entry, the EXIF directory, which has the time and perhaps its offset. */
function tiff({ time, offset }: { readonly time: string; readonly offset?: string }): Buffer {
  const texts: [number, string][] = [
    [0x9003, time],
    ...(offset === undefined ? [] : [[0x9011, offset] as [number, string]]),
  ];
  const exifAt = 8 + 2 + 12 + 4;
  let dataAt = exifAt + 2 + 12 * texts.length + 4;
  const entries: Buffer[] = [];
  const data: Buffer[] = [];
  for (const [tag, text] of texts) {
    const bytes = Buffer.from(`${text}\0`, 'latin1');
    entries.push(ifdEntry(tag, 2, bytes.length, dataAt));
    data.push(bytes);
    dataAt += bytes.length;
  }
  return Buffer.concat([
    Buffer.from('4d4d002a00000008', 'hex'),
    uint16(1),
    ifdEntry(0x8769, 4, 1, exifAt),
    uint32(0),
    uint16(texts.length),
    ...entries,
    uint32(0),
    ...data,
  ]);
}

const uint16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);

const ifdEntry = (tag: number, type: number, count: number, value: number): Buffer =>
  Buffer.concat([uint16(tag), uint16(type), uint32(count), uint32(value)]);

/** An extended WebP, its EXIF behind the picture as the format has it. */
export function webp(exif?: { readonly time: string }): Buffer {
  const size = Buffer.from([0x08, 0, 0, 0, 31, 0, 0, 15, 0, 0]);
  const picture = Buffer.concat([Buffer.from('2f1fc00300', 'hex'), randomBytes(33)]);
  const chunks = [
    riffChunk('VP8X', size),
    riffChunk('VP8L', picture),
    ...(exif ? [riffChunk('EXIF', tiff(exif))] : []),
  ];
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...chunks]);
  return Buffer.concat([Buffer.from('RIFF', 'latin1'), uint32le(body.length), body]);
}

const uint32le = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

const riffChunk = (name: string, data: Buffer): Buffer =>
  Buffer.concat([Buffer.from(name, 'latin1'), uint32le(data.length), data, Buffer.alloc(data.length % 2)]);
