import { createDecipheriv } from 'node:crypto';

/** The platform always starts from sixteen zero bytes. */
const IV = Buffer.alloc(16);
/** Of one character: a pattern over the whole of a huge body would not come back. */
const NO_BASE64 = /[^A-Za-z0-9+/=\s]/;

const ciphers: Readonly<Record<number, string>> = {
  16: 'aes-128-cbc',
  24: 'aes-192-cbc',
  32: 'aes-256-cbc',
};

/** Opens a message, Base64 of AES/CBC with the Base64 key; `undefined` for what the key does not open. */
export function openMessage(messageSecret: string, body: string): Buffer | undefined {
  const key = Buffer.from(messageSecret, 'base64');
  const cipher = ciphers[key.length];
  if (cipher === undefined || NO_BASE64.test(body)) return undefined;
  try {
    const opener = createDecipheriv(cipher, key, IV);
    return Buffer.concat([opener.update(Buffer.from(body, 'base64')), opener.final()]);
  } catch {
    return undefined;
  }
}
