import { createHash, createHmac } from 'node:crypto';
import { sameText } from '../wire/answers.js';

export type SignMethod = 'md5' | 'hmac-sha256';

export interface DouyinApp {
  readonly appKey: string;
  readonly appSecret: string;
}

interface SignedCall {
  readonly method: string;
  readonly paramJson: string;
  readonly timestamp: string;
}

/** `access_token` and `sign_method` are not part of the text; the secret stands at both ends even under HMAC. */
export function signCall(app: DouyinApp, call: SignedCall, how: SignMethod): string {
  const pairs = `app_key${app.appKey}method${call.method}param_json${call.paramJson}timestamp${call.timestamp}v2`;
  return digest(app, pairs, how);
}

function digest({ appSecret }: DouyinApp, pairs: string, how: SignMethod): string {
  const text = `${appSecret}${pairs}${appSecret}`;
  return how === 'md5'
    ? createHash('md5').update(text).digest('hex')
    : createHmac('sha256', appSecret).update(text).digest('hex');
}

/** Over the bytes as received: parsing and writing them again would change ids and escapes. */
export const eventSign = (app: DouyinApp, body: Uint8Array): string =>
  createHash('md5').update(app.appKey).update(body).update(app.appSecret).digest('hex');

export function isEventSign(app: DouyinApp, body: Uint8Array, given: string): boolean {
  return sameText(eventSign(app, body), given);
}
