import { createHash, createHmac } from 'node:crypto';

export type SignMethod = 'md5' | 'hmac-sha256';

export interface Signed {
  appKey: string;
  method: string;
  paramJson: string;
  timestamp: string;
  version: string;
}

/** The platform's request signature over the texts as they were sent. */
export function signRequest(secret: string, signed: Signed, method: SignMethod): string {
  const { appKey, paramJson, timestamp, version } = signed;
  const glued = `app_key${appKey}method${signed.method}param_json${paramJson}timestamp${timestamp}v${version}`;
  const text = `${secret}${glued}${secret}`;
  return method === 'md5'
    ? createHash('md5').update(text).digest('hex')
    : createHmac('sha256', secret).update(text).digest('hex');
}

/** Proof of a push: over the exact bytes of its body. */
export const signEvent = (appKey: string, secret: string, body: string | Buffer): string =>
  createHash('md5').update(appKey).update(body).update(secret).digest('hex');
