import { createHash } from 'node:crypto';

/** What a signature covers, besides the secret on both of its ends. */
export interface Signed {
  readonly accessToken: string;
  readonly appKey: string;
  /** Of the URL; it stands for the method. */
  readonly path: string;
  /** The exact text of the request. */
  readonly body: string;
  /** As it is sent beside the signature. */
  readonly timestamp: string;
}

export const VERSION = '2.0';

/** 32 lower-case hex characters (`algorithm=md5-salt`). */
export function signOf({ accessToken, appKey, path, body, timestamp }: Signed, secret: string): string {
  const parts = [
    ...['access_token', accessToken],
    ...['app_key', appKey],
    ...['method', path],
    ...['param_json', body],
    ...['timestamp', timestamp],
    ...['v', VERSION],
  ];
  return createHash('md5')
    .update(secret + parts.join('') + secret, 'utf8')
    .digest('hex');
}
