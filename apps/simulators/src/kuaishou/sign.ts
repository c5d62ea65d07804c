import { createCipheriv, createHash, createHmac } from 'node:crypto';

/** Sorted by name, raw values, and the sign secret at the end; HMAC has it as its key as well. */
export function signFields(signSecret: string, fields: ReadonlyMap<string, string>): string {
  const sorted = [...fields].sort(([a], [b]) => (a < b ? -1 : 1));
  const text = `${sorted.map(([name, value]) => `${name}=${value}`).join('&')}&signSecret=${signSecret}`;
  if (fields.get('signMethod') === 'HMAC_SHA256') {
    return createHmac('sha256', signSecret).update(text).digest('base64');
  }
  return createHash('md5').update(text).digest('hex');
}

/** A message as it goes over the wire: AES/CBC from sixteen zero bytes, in Base64. The key decides how many bits. */
export function sealMessage(messageSecret: string, text: string): string {
  const key = Buffer.from(messageSecret, 'base64');
  const cipher = createCipheriv(`aes-${String(key.length * 8)}-cbc`, key, Buffer.alloc(16));
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}
