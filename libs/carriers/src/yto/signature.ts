import { createHash } from 'node:crypto';

/** What a signature covers beside the secret; the last two are also in the URL. */
export interface Signed {
  readonly param: string;
  readonly method: string;
  readonly version: string;
}

/** base64 over the 16 raw bytes of md5(param + method + version + secret): 24 characters, not 44 (carriers §1.1). */
export const paramSign = ({ param, method, version }: Signed, secret: string): string =>
  createHash('md5')
    .update(param + method + version + secret, 'utf8')
    .digest('base64');
