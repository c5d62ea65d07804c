import { createHash } from 'node:crypto';

/** base64 over the 16 raw bytes of md5(content + secretKey): 24 characters, not 44 (carriers §1.1). */
export const dataDigest = (content: string, secretKey: string): string =>
  createHash('md5').update(content).update(secretKey, 'utf8').digest('base64');
