import { createHash } from 'node:crypto';
import { sameText } from '../wire/answers.js';

export interface XiaohongshuApp {
  readonly appId: string;
  readonly appSecret: string;
}

export const VERSION = '2.0';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** Over the system parameters only: what the call is about is protected by TLS alone. `timestamp` in whole seconds. */
export const signCall = ({ appId, appSecret }: XiaohongshuApp, method: string, timestamp: string): string =>
  md5(`${method}?appId=${appId}&timestamp=${timestamp}&version=${VERSION}${appSecret}`);

interface SignedPush {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly timestamp: string;
}

/** Over path and parameters, `app-key` and `timestamp` among them; never over the body. */
export function signPush(
  { appId, appSecret }: XiaohongshuApp,
  { path, query, timestamp }: SignedPush,
): string {
  const pairs = [...query, ['app-key', appId] as const, ['timestamp', timestamp] as const]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`);
  return md5(`${path}?${pairs.join('&')}${appSecret}`);
}

export const isPushSign = (app: XiaohongshuApp, push: SignedPush, given: string): boolean =>
  sameText(signPush(app, push), given);
