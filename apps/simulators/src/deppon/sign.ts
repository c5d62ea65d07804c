import { createHash } from 'node:crypto';

/** Of a call: base64 over the 32 hex characters of the md5, not over its bytes. */
export function digestOf(params: string, appkey: string, timestamp: string): string {
  const hex = createHash('md5').update(`${params}${appkey}${timestamp}`).digest('hex');
  return Buffer.from(hex).toString('base64');
}
