import { createHash } from 'node:crypto';

/** Over the body of a call, or over the `data` of a push: base64 of the md5's 16 bytes. */
export const digestOf = (text: string, appSecret: string): string =>
  createHash('md5').update(`${text}${appSecret}`).digest('base64');
