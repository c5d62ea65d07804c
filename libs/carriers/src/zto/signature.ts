import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * base64 over the 16 raw bytes of md5(text + appSecret): 24 characters, not the 44 of a hex digest. The same for the
 * body of a request (`x-dataDigest`) and for the `data` of a push (`data_digest`).
 */
export const dataDigest = (text: string | Buffer, appSecret: string): string =>
  createHash('md5').update(text).update(appSecret, 'utf8').digest('base64');

/** Whether the secret signed exactly these bytes. */
export function isSigned(data: Buffer, digest: Buffer, appSecret: string): boolean {
  const expected = Buffer.from(dataDigest(data, appSecret), 'latin1');
  return digest.length === expected.length && timingSafeEqual(digest, expected);
}
