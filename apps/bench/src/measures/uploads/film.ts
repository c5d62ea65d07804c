import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const SIDE = 16;
const GRAIN = 2 ** 20;
const STAMP_BYTES = 4;

/**
 * Pictures nobody has taken before, each of them again by its number: small PNGs in which a private chunk of random
 * bytes weighs what a photo weighs. Drawing two million pixels for each would be most of the load's work.
 */
export class Film {
  private readonly grain: Buffer;

  constructor(private readonly bytes: number) {
    this.grain = randomBytes(bytes + GRAIN);
  }

  photo(nr: number): Buffer {
    const start = (nr * 7_919) % GRAIN;
    const stuff = Buffer.from(this.grain.subarray(start, start + this.bytes));
    stuff.writeUInt32BE(nr, stuff.length - STAMP_BYTES);
    return Buffer.concat([SIGNATURE, HEADER, chunk('raNd', stuff), PIXELS, END]);
  }
}

function chunk(name: string, data: Buffer): Buffer {
  const whole = Buffer.allocUnsafe(data.length + 12);
  whole.writeUInt32BE(data.length, 0);
  whole.write(name, 4, 'latin1');
  data.copy(whole, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, data.length + 8)), data.length + 8);
  return whole;
}

function header(): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(SIDE, 0);
  data.writeUInt32BE(SIDE, 4);
  data.writeUInt8(8, 8); // bits of grey
  return chunk('IHDR', data);
}

const HEADER = header();
const PIXELS = chunk('IDAT', deflateSync(Buffer.alloc(SIDE * (SIDE + 1))));
const END = chunk('IEND', Buffer.alloc(0));
