import { createHash } from 'node:crypto';

/** Of a call, over its body: hexadecimal, in small letters. */
export const signOf = (body: string, appSecret: string): string =>
  createHash('md5').update(`${body}_${appSecret}`).digest('hex');
