const KEY_BYTES = 32;
const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;

export interface NamedKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** Reads `kid:base64[,kid:base64]`, the current key first. Messages never carry key material. */
export function readKeys(text: string): readonly [NamedKey, ...NamedKey[]] {
  const [current, ...older] = text.split(',').map((part) => readKey(part.trim()));
  if (!current) throw new RangeError('no key');
  const keys: [NamedKey, ...NamedKey[]] = [current, ...older];
  if (new Set(keys.map((key) => key.id)).size !== keys.length) throw new RangeError('two keys share an id');
  return keys;
}

function readKey(text: string): NamedKey {
  const colon = text.indexOf(':');
  const id = text.slice(0, Math.max(colon, 0));
  if (!KEY_ID.test(id)) throw new RangeError('a key is written kid:base64');
  const bytes = Buffer.from(text.slice(colon + 1), 'base64');
  if (bytes.length !== KEY_BYTES) throw new RangeError(`key ${id} must have ${KEY_BYTES} bytes`);
  return { id, bytes };
}
