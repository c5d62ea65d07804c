import { createHash } from 'node:crypto';

export interface PinduoduoApp {
  readonly clientId: string;
  readonly clientSecret: string;
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** Over the values as they are sent: names in the order of their bytes, the secret at both ends. */
export function signCall({ clientSecret }: PinduoduoApp, fields: ReadonlyMap<string, string>): string {
  const pairs = [...fields].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => name + value);
  return md5(`${clientSecret}${pairs.join('')}${clientSecret}`).toUpperCase();
}

/** Base64 of the 32 hexadecimal characters, not of the 16 bytes they stand for. `ms` is the time of connecting. */
export const signChannel = ({ clientId, clientSecret }: PinduoduoApp, ms: number): string =>
  Buffer.from(md5(`${clientId}${ms}${clientSecret}`)).toString('base64');
