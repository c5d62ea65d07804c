import { createHash, createHmac } from 'node:crypto';
import type { Answered, Json, Running } from './running.js';

const APP_KEY = '7000000000000000001';
const SECRET = 'sample-douyin-secret';

export interface CallOptions {
  method?: 'md5' | 'hmac-sha256';
  secret?: string;
  timestamp?: string;
  token?: string;
  asForm?: boolean;
}

/** A client written from the platform's document, sharing nothing with the simulator. */
export async function douyin(
  sim: Running,
  path: string,
  params: Json,
  options: CallOptions = {},
): Promise<Answered> {
  const method = path.slice(1).replaceAll('/', '.');
  const timestamp = options.timestamp ?? String(Math.floor(Date.now() / 1000));
  const secret = options.secret ?? SECRET;
  const paramJson = JSON.stringify(params);
  const text = `${secret}app_key${APP_KEY}method${method}param_json${paramJson}timestamp${timestamp}v2${secret}`;
  const signMethod = options.method ?? 'hmac-sha256';
  const sign =
    signMethod === 'md5'
      ? createHash('md5').update(text).digest('hex')
      : createHmac('sha256', secret).update(text).digest('hex');
  const fields: Record<string, string> = {
    app_key: APP_KEY,
    method,
    timestamp,
    v: '2',
    sign_method: signMethod,
    sign,
  };
  if (options.token !== undefined) fields['access_token'] = options.token;
  if (options.asForm === true) {
    const form = new URLSearchParams({ ...fields, param_json: paramJson }).toString();
    return sim.raw(`/douyin${path}`, form, { 'content-type': 'application/x-www-form-urlencoded' });
  }
  const query = new URLSearchParams(fields).toString();
  return sim.raw(`/douyin${path}?${query}`, paramJson, { 'content-type': 'application/json' });
}

export async function token(sim: Running): Promise<{ access: string; refresh: string }> {
  const params = { code: '', grant_type: 'authorization_self', shop_id: '1000000001' };
  const { json } = await douyin(sim, '/token/create', params);
  const data = json['data'] as { access_token: string; refresh_token: string };
  return { access: data.access_token, refresh: data.refresh_token };
}
