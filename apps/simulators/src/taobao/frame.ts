/** A value on the message channel; a date is an instant. */
export type Value = string | number | bigint | Date | null;

export interface Told {
  readonly type: number;
  readonly code?: number;
  readonly phrase?: string;
  readonly token?: string;
  readonly fields: Readonly<Record<string, Value>>;
}

export const CONNECT = 0;
export const CONNECT_ACK = 1;
export const SEND = 2;
export const SEND_ACK = 3;

const number = (size: 1 | 2 | 4, value: number): Buffer => {
  const bytes = Buffer.alloc(size);
  bytes.writeIntLE(value, 0, size);
  return bytes;
};

function long(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes;
}

function string(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([number(4, bytes.length), bytes]);
}

function formatted(value: Value): Buffer {
  if (value === null) return number(1, 0);
  if (typeof value === 'string') return Buffer.concat([number(1, 1), string(value)]);
  if (typeof value === 'number') return Buffer.concat([number(1, 4), number(4, value)]);
  if (typeof value === 'bigint') return Buffer.concat([number(1, 5), long(value)]);
  return Buffer.concat([number(1, 6), long(BigInt(value.getTime()))]);
}

export function writeFrame({ type, code, phrase, token, fields }: Told): Buffer {
  const headers = Object.entries(fields).map(([name, value]) =>
    Buffer.concat([number(2, 1), string(name), formatted(value)]),
  );
  return Buffer.concat([
    number(1, 2),
    number(1, type),
    ...(code === undefined ? [] : [number(2, 2), number(4, code)]),
    ...(phrase === undefined ? [] : [number(2, 3), string(phrase)]),
    ...(token === undefined ? [] : [number(2, 5), string(token)]),
    ...headers,
    number(2, 0),
  ]);
}

/** Nothing where the bytes are no frame. */
export function readFrame(bytes: Buffer): Told | undefined {
  try {
    return new Cursor(bytes).frame();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

class Cursor {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  frame(): Told {
    if (this.number(1) !== 2) throw new RangeError('protocol');
    const type = this.number(1);
    const fields: Record<string, Value> = {};
    let rest: Partial<Told> = {};
    for (;;) {
      const kind = this.number(2);
      if (kind === 0) break;
      if (kind === 1) {
        const name = this.string();
        fields[name] = this.formatted();
      } else if (kind === 2) rest = { ...rest, code: this.number(4) };
      else if (kind === 3) rest = { ...rest, phrase: this.string() };
      else if (kind === 4) this.number(4);
      else if (kind === 5) rest = { ...rest, token: this.string() };
      else throw new RangeError('kind');
    }
    return { type, fields, ...rest };
  }

  private formatted(): Value {
    switch (this.number(1)) {
      case 0:
        return null;
      case 1:
        return this.string();
      case 2:
        return this.number(1);
      case 3:
        return this.number(2);
      case 4:
        return this.number(4);
      case 5:
        return this.long();
      case 6:
        return new Date(Number(this.long()));
      case 7:
        return this.string();
      default:
        throw new RangeError('format');
    }
  }

  private string(): string {
    return this.take(this.number(4)).toString('utf8');
  }

  private long(): bigint {
    return this.take(8).readBigInt64LE();
  }

  private number(size: 1 | 2 | 4): number {
    return this.take(size).readIntLE(0, size);
  }

  private take(size: number): Buffer {
    const end = this.at + size;
    if (size < 0 || end > this.bytes.length) throw new RangeError('end');
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }
}
