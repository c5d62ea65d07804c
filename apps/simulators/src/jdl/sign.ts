import { createHash } from 'node:crypto';

/** What a signature covers besides the secret, which stands on both of its ends. */
export interface Signed {
  accessToken: string;
  appKey: string;
  /** Of the URL, without the door of the simulators before it. */
  path: string;
  body: string;
  timestamp: string;
}

/** Lower-case hex (`algorithm=md5-salt`). */
export function signOf({ accessToken, appKey, path, body, timestamp }: Signed, secret: string): string {
  const named = { access_token: accessToken, app_key: appKey, method: path, param_json: body, timestamp };
  const salted = Object.entries({ ...named, v: '2.0' })
    .flat()
    .join('');
  return createHash('md5').update(`${secret}${salted}${secret}`).digest('hex');
}
