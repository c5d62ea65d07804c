import { createHash } from 'node:crypto';

/** Over the message as it is sent, url-encoded. */
export const signMessage = (clientId: string, clientSecret: string, msg: string): string =>
  createHash('md5').update(`${clientId}${msg}${clientSecret}`).digest('hex');
