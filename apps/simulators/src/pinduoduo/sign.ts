import { createHash } from 'node:crypto';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** Every field but the signature, sorted, between the secret and itself. */
export function signRequest(secret: string, fields: ReadonlyMap<string, string>): string {
  const names = [...fields.keys()].filter((name) => name !== 'sign').sort();
  const glued = names.map((name) => `${name}${fields.get(name) ?? ''}`).join('');
  return md5(secret + glued + secret).toUpperCase();
}

/** Of the address of the message channel: the hexadecimal text in Base64. */
export const signConnection = (clientId: string, ms: string, secret: string): string =>
  Buffer.from(md5(clientId + ms + secret), 'utf8').toString('base64');
