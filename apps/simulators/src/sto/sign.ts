import { createHash } from 'node:crypto';

/** Of a call, over its `content`: base64 of the md5's 16 bytes. */
export const digestOf = (content: string, secretKey: string): string =>
  createHash('md5').update(`${content}${secretKey}`).digest('base64');
