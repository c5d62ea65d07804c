import { createHash, createHmac } from 'node:crypto';

type Fields = ReadonlyMap<string, string>;

/** The three ways a call may be signed. */
const ways: Readonly<Record<string, (secret: string, text: string) => string>> = {
  md5: (secret, text) => createHash('md5').update(`${secret}${text}${secret}`).digest('hex'),
  hmac: (secret, text) => createHmac('md5', secret).update(text).digest('hex'),
  'hmac-sha256': (secret, text) => createHmac('sha256', secret).update(text).digest('hex'),
};

export const knowsWay = (way: string): boolean => Object.hasOwn(ways, way);

/** Of a call: every field but the signature, by name. */
export function signFields(secret: string, fields: Fields, way: string): string {
  const text = [...fields]
    .filter(([name]) => name !== 'sign')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .reduce((glued, [name, value]) => glued + name + value, '');
  return (ways[way]?.(secret, text) ?? '').toUpperCase();
}

/** Of the first frame on the message channel. */
export function signHello(secret: string, appKey: string, groupName: string, timestamp: string): string {
  const text = `app_key${appKey}group_name${groupName}timestamp${timestamp}`;
  return createHash('md5').update(`${secret}${text}${secret}`).digest('hex').toUpperCase();
}
