import { v7 } from 'uuid';

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TENANT = /^[a-z0-9]{6,20}$/;

/** A new UUIDv7: ordered by time, so that indexes on it grow at one end. */
export const newId = (): string => v7();

export const isId = (text: string): boolean => UUID.test(text);

export const isTenantId = (text: string): boolean => TENANT.test(text);

/** The same id in 26 characters of Crockford base32, for vendors that allow 30 characters. */
export function toShortId(id: string): string {
  if (!isId(id)) throw new RangeError('not an id');
  let rest = BigInt(`0x${id.replaceAll('-', '')}`);
  let short = '';
  for (let at = 0; at < 26; at++) {
    short = CROCKFORD.charAt(Number(rest & 31n)) + short;
    rest >>= 5n;
  }
  return short;
}

export function fromShortId(short: string): string {
  let value = 0n;
  for (const char of short.toLowerCase()) {
    const digit = CROCKFORD.indexOf(char);
    if (digit < 0) throw new RangeError('not a short id');
    value = (value << 5n) | BigInt(digit);
  }
  const hex = value.toString(16).padStart(32, '0');
  if (short.length !== 26 || hex.length !== 32) throw new RangeError('not a short id');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
