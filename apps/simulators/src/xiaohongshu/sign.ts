import { createHash } from 'node:crypto';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

interface SystemParameters {
  method: string;
  appId: string;
  timestamp: string;
  version: string;
}

/** Of a call: over its system parameters. */
export const signRequest = (secret: string, { method, ...others }: SystemParameters): string =>
  md5(`${method}?appId=${others.appId}&timestamp=${others.timestamp}&version=${others.version}${secret}`);

/** Of a push: over the URL's path and parameters with `app-key` and `timestamp` among them, sorted by name. */
export function signPush(secret: string, url: URL, appKey: string, timestamp: string): string {
  const parameters = new Map([...url.searchParams, ['app-key', appKey], ['timestamp', timestamp]]);
  const sorted = [...parameters.keys()].sort().map((name) => `${name}=${parameters.get(name) ?? ''}`);
  return md5(`${url.pathname}?${sorted.join('&')}${secret}`);
}
