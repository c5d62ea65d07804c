import { createHash } from 'node:crypto';

/** base64 over the 32 lower-case hex characters of md5(params + appkey + timestamp): 44 characters (carriers §1.1). */
export function digestOf(params: string, appkey: string, timestamp: string): string {
  const hex = createHash('md5')
    .update(params + appkey + timestamp, 'utf8')
    .digest('hex');
  return Buffer.from(hex, 'latin1').toString('base64');
}
