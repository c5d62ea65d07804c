import { createHash } from 'node:crypto';
import type { Answered, Json, Running } from './running.js';

export const APP = 'sample-xiaohongshu-app';
export const SECRET = 'sample-xiaohongshu-secret';
export const SHOP = '6500000000000000000000a1';

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

export interface CallOptions {
  secret?: string;
  timestamp?: string;
  token?: string;
  more?: Json;
}

/** A client written from the platform's document, sharing nothing with the simulator. */
export function xiaohongshu(
  sim: Running,
  method: string,
  fields: Json,
  { secret = SECRET, timestamp = String(Math.floor(Date.now() / 1000)), token, more = {} }: CallOptions = {},
): Promise<Answered> {
  const sign = md5(`${method}?appId=${APP}&timestamp=${timestamp}&version=2.0${secret}`);
  const body = {
    ...fields,
    method,
    appId: APP,
    timestamp,
    version: '2.0',
    sign,
    accessToken: token,
    ...more,
  };
  const headers = { 'content-type': 'application/json;charset=utf-8' };
  return sim.raw('/xiaohongshu/ark/open_api/v3/common_controller', JSON.stringify(body), headers);
}

export async function granted(sim: Running): Promise<Json> {
  const { json } = await sim.call('POST', '/control/tokens/consent', { shopId: SHOP });
  const answer = await xiaohongshu(sim, 'oauth.getAccessToken', { code: json['code'] });
  return answer.json['data'] as Json;
}
