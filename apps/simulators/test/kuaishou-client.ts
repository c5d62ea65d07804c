import { createDecipheriv, createHash, createHmac } from 'node:crypto';
import type { Answered, Json, Running } from './running.js';

export const SHOP = '2000000001';
export const APP = {
  appKey: 'ks700000000000000001',
  appSecret: 'sample-kuaishou-app-secret',
  signSecret: 'sample-kuaishou-sign-secret',
  messageSecret: 'c2FtcGxlLWt1YWlzaG91IQ==',
};

export interface CallOptions {
  how?: 'GET' | 'POST';
  signMethod?: 'MD5' | 'HMAC_SHA256';
  signSecret?: string;
  timestamp?: string;
  /** Instead of the JSON of the parameters: ids beyond 2^53 are written by hand. */
  text?: string;
}

/** A client written from the platform's document, sharing nothing with the simulator. */
export async function kuaishou(
  sim: Running,
  token: string,
  method: string,
  param: Json,
  options: CallOptions = {},
): Promise<Answered> {
  const { how = 'GET', signMethod = 'HMAC_SHA256', signSecret = APP.signSecret } = options;
  const text = options.text ?? JSON.stringify(param).replaceAll(/"#(\d+)"/g, '$1');
  const timestamp = options.timestamp ?? String(Date.now());
  const signed =
    `access_token=${token}&appkey=${APP.appKey}&method=${method}&param=${text}&signMethod=${signMethod}` +
    `&timestamp=${timestamp}&version=1&signSecret=${signSecret}`;
  const sign =
    signMethod === 'MD5'
      ? createHash('md5').update(signed).digest('hex')
      : createHmac('sha256', signSecret).update(signed).digest('base64');
  const query = new URLSearchParams({
    ...{ access_token: token, appkey: APP.appKey, method, signMethod, timestamp, version: '1', sign },
    ...(how === 'GET' && { param: text }),
  });
  const path = `/kuaishou/${method.replaceAll('.', '/')}?${query.toString()}`;
  if (how === 'GET') return sim.call('GET', path);
  const form = new URLSearchParams({ param: text }).toString();
  return sim.raw(path, form, { 'content-type': 'application/x-www-form-urlencoded' });
}

export async function consent(sim: Running, shopId = SHOP): Promise<string> {
  const { json } = await sim.call('POST', '/control/tokens/consent', { shopId });
  return String(json['code']);
}

export function grant(sim: Running, code: string, more: Json = {}): Promise<Answered> {
  const { appKey, appSecret } = APP;
  const fields = { app_id: appKey, app_secret: appSecret, grant_type: 'code', code, ...more };
  return sim.call('GET', `/kuaishou/oauth2/access_token?${new URLSearchParams(fields as never).toString()}`);
}

export function refresh(sim: Running, refreshToken: string): Promise<Answered> {
  const { appKey, appSecret } = APP;
  const fields = { app_id: appKey, app_secret: appSecret, grant_type: 'refresh_token' };
  const form = new URLSearchParams({ ...fields, refresh_token: refreshToken }).toString();
  return sim.raw('/kuaishou/oauth2/refresh_token', form, {
    'content-type': 'application/x-www-form-urlencoded',
  });
}

/** The text of a pushed message. */
export function opened(body: string, secret = APP.messageSecret): string {
  const key = Buffer.from(secret, 'base64');
  const opener = createDecipheriv(`aes-${String(key.length * 8)}-cbc`, key, Buffer.alloc(16));
  return Buffer.concat([opener.update(Buffer.from(body, 'base64')), opener.final()]).toString('utf8');
}
