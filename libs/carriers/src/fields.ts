import { isRecord, readJson, text } from './json.js';

const PERCENT = 0x25;
const PLUS = 0x2b;
const SPACE = 0x20;
const AMPERSAND = 0x26;
const EQUALS = 0x3d;
const BRACE = 0x7b;

/** The fields of a body that is a form or, from some senders, a JSON object; empty where it is neither. */
export function readFields(body: Buffer): ReadonlyMap<string, Buffer> {
  // By the first byte, not by the content type, which senders get wrong: no form starts with a brace.
  const document = withoutLead(body);
  return document[0] === BRACE ? readObject(document) : readForm(body);
}

/** JSON or XML from its first character on: what senders put before it, a byte order mark or empty lines, is not of it. */
export function withoutLead(document: Buffer): Buffer {
  let at = 0;
  for (;;) {
    if (document.subarray(at, at + MARK.length).equals(MARK)) at += MARK.length;
    else if (isSpace(document[at])) at++;
    else return document.subarray(at);
  }
}

const MARK = Buffer.from('\uFEFF');

const isSpace = (byte: number | undefined): boolean =>
  byte === SPACE || byte === 0x09 || byte === 0x0a || byte === 0x0d;

function readObject(document: Buffer): ReadonlyMap<string, Buffer> {
  const fields = new Map<string, Buffer>();
  try {
    const object = readJson(document.toString('utf8'));
    for (const [name, value] of Object.entries(isRecord(object) ? object : {})) {
      if (typeof value !== 'object') fields.set(name, Buffer.from(text(value), 'utf8'));
    }
  } catch {
    fields.clear();
  }
  return fields;
}

/** A form body as bytes: signatures cover bytes, and decoding them as text first would hide what is no UTF-8. */
function readForm(body: Buffer): ReadonlyMap<string, Buffer> {
  const fields = new Map<string, Buffer>();
  for (let start = 0; start < body.length;) {
    const found = body.indexOf(AMPERSAND, start);
    const end = found < 0 ? body.length : found;
    const equals = body.indexOf(EQUALS, start);
    const split = equals < 0 || equals > end ? end : equals;
    const name = decodeBytes(body.subarray(start, split), true).toString('latin1');
    if (!fields.has(name)) fields.set(name, decodeBytes(body.subarray(Math.min(split + 1, end), end), true));
    start = end + 1;
  }
  return fields;
}

/** Percent-decoding; a `%` that starts no escape stays as it is. */
export function decodeBytes(bytes: Buffer, plusIsSpace: boolean): Buffer {
  const out = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    let byte = bytes[at] ?? 0;
    if (byte === PERCENT) {
      const high = hexDigit(bytes[at + 1]);
      const low = hexDigit(bytes[at + 2]);
      if (high >= 0 && low >= 0) {
        byte = high * 16 + low;
        at += 2;
      }
    } else if (byte === PLUS && plusIsSpace) {
      byte = SPACE;
    }
    out[length++] = byte;
  }
  return out.subarray(0, length);
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
