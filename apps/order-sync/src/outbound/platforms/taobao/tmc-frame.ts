import { ByteReader, ByteWriter, FrameError } from './tmc-bytes.js';

/** A frame of the message channel (TMC): protocol 2, type, then headers of a kind each until kind 0. */
export interface Frame extends Single {
  readonly type: FrameType;
  readonly fields: ReadonlyMap<string, Field>;
}

/** Headers that come once at most. */
interface Single {
  readonly code?: number;
  readonly phrase?: string;
  readonly flag?: number;
  readonly token?: string;
}

export type Field =
  | { readonly as: 'void' }
  | { readonly as: 'text'; readonly value: string }
  | { readonly as: 'int8' | 'int16' | 'int32'; readonly value: number }
  /** A date is milliseconds since 1970. */
  | { readonly as: 'int64' | 'date'; readonly value: bigint }
  | { readonly as: 'bytes'; readonly value: Uint8Array };

export const frameTypes = ['connect', 'connectAck', 'send', 'sendAck'] as const;
export type FrameType = (typeof frameTypes)[number];

const PROTOCOL = 2;
const headers = { end: 0, custom: 1, code: 2, phrase: 3, flag: 4, token: 5 } as const;
const formats = ['void', 'text', 'int8', 'int16', 'int32', 'int64', 'date', 'bytes'] as const;

export function encodeFrame({ type, code, phrase, flag, token, fields }: Frame): Buffer {
  const writer = new ByteWriter().int8(PROTOCOL).int8(frameTypes.indexOf(type));
  if (code !== undefined) writer.int16(headers.code).int32(code);
  if (phrase !== undefined) writer.int16(headers.phrase).text(phrase);
  if (flag !== undefined) writer.int16(headers.flag).int32(flag);
  if (token !== undefined) writer.int16(headers.token).text(token);
  for (const [name, field] of fields) writeField(writer.int16(headers.custom).text(name), field);
  return writer.int16(headers.end).bytes();
}

/** Throws {@link FrameError} and nothing else. */
export function decodeFrame(bytes: Uint8Array): Frame {
  const reader = new ByteReader(bytes);
  if (reader.int8() !== PROTOCOL) throw new FrameError('another protocol');
  const type = frameTypes[reader.int8()];
  if (type === undefined) throw new FrameError('a type that there is not');
  const fields = new Map<string, Field>();
  let single: Single = {};
  for (let kind = reader.int16(); kind !== headers.end; kind = reader.int16()) {
    if (kind !== headers.custom) single = withHeader(single, kind, reader);
    else {
      const name = reader.text();
      if (fields.has(name)) throw new FrameError(`${name} comes twice`);
      fields.set(name, readField(reader));
    }
  }
  if (reader.left > 0) throw new FrameError('bytes after the end');
  return { type, ...single, fields };
}

function withHeader(read: Single, kind: number, reader: ByteReader): Single {
  const header = readHeader(kind, reader);
  const [name = ''] = Object.keys(header);
  if (name in read) throw new FrameError(`${name} comes twice`);
  return { ...read, ...header };
}

function readHeader(kind: number, reader: ByteReader): Single {
  switch (kind) {
    case headers.code:
      return { code: reader.int32() };
    case headers.phrase:
      return { phrase: reader.text() };
    case headers.flag:
      return { flag: reader.int32() };
    case headers.token:
      return { token: reader.text() };
    default:
      throw new FrameError(`a header of kind ${String(kind)}`);
  }
}

function writeField(writer: ByteWriter, field: Field): void {
  writer.int8(formats.indexOf(field.as));
  switch (field.as) {
    case 'void':
      return;
    case 'text':
      writer.text(field.value);
      return;
    case 'int8':
    case 'int16':
    case 'int32':
      writer[field.as](field.value);
      return;
    case 'int64':
    case 'date':
      writer.int64(field.value);
      return;
    case 'bytes':
      writer.counted(field.value);
  }
}

function readField(reader: ByteReader): Field {
  const as = formats[reader.int8()];
  if (as === undefined) throw new FrameError('a value of a format that there is not');
  switch (as) {
    case 'void':
      return { as };
    case 'text':
      return { as, value: reader.text() };
    case 'int8':
    case 'int16':
    case 'int32':
      return { as, value: reader[as]() };
    case 'int64':
    case 'date':
      return { as, value: reader.int64() };
    case 'bytes':
      return { as, value: reader.counted() };
  }
}
