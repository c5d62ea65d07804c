import { createCipheriv, createDecipheriv } from 'node:crypto';

/**
 * What goes into `logitcsInterface`: the JSON with the key's own text behind it, under SM4-ECB with PKCS#7, in base64
 * behind `|$4|`. `signKey` is the base64 of the 16 bytes of the key.
 */
export function seal(json: string, signKey: string): string {
  const cipher = createCipheriv('sm4-ecb', Buffer.from(signKey, 'base64'), null);
  const sealed = Buffer.concat([cipher.update(json + signKey, 'utf8'), cipher.final()]);
  return `${SM4}${sealed.toString('base64')}`;
}

/**
 * The JSON in a sealed text; `undefined` where this key did not seal it. Whether the key's text stands behind the JSON of
 * a push is not documented, so it may.
 */
export function unseal(sealed: string, signKey: string): Buffer | undefined {
  if (!sealed.startsWith(SM4)) return undefined;
  const decipher = createDecipheriv('sm4-ecb', Buffer.from(signKey, 'base64'), null);
  try {
    // A `+` that was not escaped comes out of a form as a space.
    const bytes = Buffer.from(sealed.slice(SM4.length).replaceAll(' ', '+'), 'base64');
    const text = Buffer.concat([decipher.update(bytes), decipher.final()]);
    const end = text.length - signKey.length;
    return text.subarray(Math.max(end, 0)).equals(Buffer.from(signKey)) ? text.subarray(0, end) : text;
  } catch {
    return undefined;
  }
}

const SM4 = '|$4|';
