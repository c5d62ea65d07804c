import { createHash } from 'node:crypto';

/** Lower-case hex of md5(body + `_` + appSecret), over the exact body sent: 32 characters (carriers §1.1). */
export const sign = (body: string, appSecret: string): string =>
  createHash('md5').update(`${body}_${appSecret}`, 'utf8').digest('hex');
