/** The bytes are no frame: cut off, too long, or of a kind the protocol does not have. */
export class FrameError extends Error {}

/** Little-endian numbers; strings and bytes are an int32 length and what follows. */
export class ByteWriter {
  private readonly parts: Buffer[] = [];

  int8(value: number): this {
    return this.put(1, (part) => part.writeInt8(value));
  }

  int16(value: number): this {
    return this.put(2, (part) => part.writeInt16LE(value));
  }

  int32(value: number): this {
    return this.put(4, (part) => part.writeInt32LE(value));
  }

  int64(value: bigint): this {
    return this.put(8, (part) => part.writeBigInt64LE(value));
  }

  text(value: string): this {
    return this.counted(Buffer.from(value, 'utf8'));
  }

  counted(value: Uint8Array): this {
    this.int32(value.length);
    this.parts.push(Buffer.from(value));
    return this;
  }

  bytes(): Buffer {
    return Buffer.concat(this.parts);
  }

  private put(size: number, write: (part: Buffer) => void): this {
    const part = Buffer.alloc(size);
    write(part);
    this.parts.push(part);
    return this;
  }
}

/** Reads what {@link ByteWriter} writes. Throws {@link FrameError}, and nothing else, on what is not there. */
export class ByteReader {
  private readonly bytes: Buffer;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  int8(): number {
    return this.take(1).readInt8();
  }

  int16(): number {
    return this.take(2).readInt16LE();
  }

  int32(): number {
    return this.take(4).readInt32LE();
  }

  int64(): bigint {
    return this.take(8).readBigInt64LE();
  }

  text(): string {
    const bytes = this.take(this.int32());
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw new FrameError('text that is not UTF-8');
    }
  }

  counted(): Uint8Array {
    return Uint8Array.from(this.take(this.int32()));
  }

  private take(size: number): Buffer {
    if (size < 0 || size > this.left) throw new FrameError('cut off');
    this.at += size;
    return this.bytes.subarray(this.at - size, this.at);
  }
}
