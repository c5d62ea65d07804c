import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import type { WeChatApp } from './apps.js';

const BLOCK = 32;

/** The platform's proof: all parts in the order of the alphabet. */
export const proofOf = (parts: readonly string[]): string =>
  createHash('sha1').update(parts.toSorted().join('')).digest('hex');

/** AES-256-CBC over 16 random bytes, the length, the text and the AppID, filled up to blocks of 32. */
export function seal(
  { encodingAesKey, appId }: Pick<WeChatApp, 'appId' | 'encodingAesKey'>,
  text: string,
  random = randomBytes(16),
): string {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const message = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  const plain = Buffer.concat([random, length, message, Buffer.from(appId)]);
  const fill = BLOCK - (plain.length % BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const sealed = Buffer.concat([
    cipher.update(Buffer.concat([plain, Buffer.alloc(fill, fill)])),
    cipher.final(),
  ]);
  return sealed.toString('base64');
}
