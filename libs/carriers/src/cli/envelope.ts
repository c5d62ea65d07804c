import { readFields } from '../fields.js';

/** A push taken apart. */
export interface Envelope {
  /** The field that the signature is about. */
  readonly name: string;
  readonly content: Buffer;
  /** All fields, in their order; none where there was only the content. */
  readonly fields: ReadonlyMap<string, Buffer>;
  readonly isJson: boolean;
}

/** Takes a captured body, or the content alone: what has none of the `names` as a field is content. */
export function openEnvelope(body: Buffer, names: readonly [string, ...string[]]): Envelope {
  const fields = readFields(body);
  const name = names.find((each) => fields.has(each));
  const content = name === undefined ? undefined : fields.get(name);
  return name === undefined || content === undefined
    ? { name: names[0], content: body, fields: new Map(), isJson: false }
    : { name, content, fields, isJson: JSON_BODY.test(body.subarray(0, 16).toString('utf8')) };
}

const JSON_BODY = /^\uFEFF?\s*\{/;

interface Sealed {
  readonly contentType: string;
  readonly body: Buffer;
}

export const sealForm = (fields: ReadonlyMap<string, Buffer>): Sealed => ({
  contentType: 'application/x-www-form-urlencoded',
  body: Buffer.from(
    [...fields].map(([name, value]) => `${escaped(Buffer.from(name))}=${escaped(value)}`).join('&'),
  ),
});

export const sealJson = (fields: ReadonlyMap<string, Buffer>): Sealed => ({
  contentType: 'application/json',
  body: Buffer.from(
    JSON.stringify(Object.fromEntries([...fields].map(([name, value]) => [name, value.toString('utf8')]))),
  ),
});

const PLAIN = /[A-Za-z0-9._-]/;

/** Byte by byte: what is no UTF-8 stays what it was. */
const escaped = (bytes: Buffer): string =>
  Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte);
    return PLAIN.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
