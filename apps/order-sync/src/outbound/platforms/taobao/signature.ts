import { createHash, createHmac } from 'node:crypto';

export const signMethods = ['md5', 'hmac', 'hmac-sha256'] as const;
export type SignMethod = (typeof signMethods)[number];

/** The application as the platform knows it. */
export interface TopApp {
  readonly appKey: string;
  readonly appSecret: string;
}

export type Params = Readonly<Record<string, string>>;

/** Upper-case hex over all parameters but `sign`, by name, names and values glued; only md5 wraps the secret around. */
export function signCall({ appSecret }: TopApp, params: Params, method: SignMethod): string {
  const text = glued(Object.keys(params).sort(), params);
  switch (method) {
    case 'md5':
      return md5(appSecret + text + appSecret);
    case 'hmac':
      return createHmac('md5', appSecret).update(text).digest('hex').toUpperCase();
    case 'hmac-sha256':
      return createHmac('sha256', appSecret).update(text).digest('hex').toUpperCase();
  }
}

/** Of the frame that opens the message channel; `timestamp` is milliseconds as text. */
export function signConnect({ appKey, appSecret }: TopApp, groupName: string, timestamp: string): string {
  const params = { app_key: appKey, group_name: groupName, timestamp };
  return md5(appSecret + glued(['app_key', 'group_name', 'timestamp'], params) + appSecret);
}

const glued = (names: readonly string[], params: Params): string =>
  names
    .filter((name) => name !== 'sign')
    .map((name) => name + (params[name] ?? ''))
    .join('');

const md5 = (text: string): string => createHash('md5').update(text).digest('hex').toUpperCase();
