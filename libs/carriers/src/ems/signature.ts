import { createCipheriv } from 'node:crypto';

/**
 * What goes into `logitcsInterface`: the JSON with the key's own text behind it, under SM4-ECB with PKCS#7, in base64
 * behind `|$4|`. `signKey` is the base64 of the 16 bytes of the key.
 */
export function seal(json: string, signKey: string): string {
  const cipher = createCipheriv('sm4-ecb', Buffer.from(signKey, 'base64'), null);
  const sealed = Buffer.concat([cipher.update(json + signKey, 'utf8'), cipher.final()]);
  return `|$4|${sealed.toString('base64')}`;
}
