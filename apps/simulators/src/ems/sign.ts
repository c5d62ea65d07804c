import { createCipheriv, createDecipheriv } from 'node:crypto';

const MARK = '|$4|';
const CIPHER = 'sm4-ecb';

const keyOf = (signKey: string): Buffer => Buffer.from(signKey, 'base64');

/** `tail`: what stands behind the JSON; EMS's calls have the text of the key there. */
export function seal(json: string, signKey: string, tail = signKey): string {
  const cipher = createCipheriv(CIPHER, keyOf(signKey), null);
  return MARK + Buffer.concat([cipher.update(json + tail, 'utf8'), cipher.final()]).toString('base64');
}

/** The JSON of a call; nothing where another key sealed it, or the key's text is missing behind it. */
export function opened(sealed: string, signKey: string): string | undefined {
  if (!sealed.startsWith(MARK)) return undefined;
  const decipher = createDecipheriv(CIPHER, keyOf(signKey), null);
  try {
    const bytes = Buffer.from(sealed.slice(MARK.length), 'base64');
    const text = Buffer.concat([decipher.update(bytes), decipher.final()]).toString('utf8');
    return text.endsWith(signKey) ? text.slice(0, -signKey.length) : undefined;
  } catch {
    return undefined;
  }
}
