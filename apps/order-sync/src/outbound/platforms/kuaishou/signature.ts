import { createHash, createHmac } from 'node:crypto';

/** Over the fields sorted by name, with their raw values; `signSecret` is not the secret tokens are asked with. */
export function signCall(signSecret: string, fields: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(fields)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  const text = [...pairs, `signSecret=${signSecret}`].join('&');
  return fields['signMethod'] === 'MD5'
    ? createHash('md5').update(text).digest('hex')
    : createHmac('sha256', signSecret).update(text).digest('base64');
}
