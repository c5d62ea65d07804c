import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TENANT = /^[a-z0-9]{6,20}$/;

const RANDOM_BYTES = 16;
/** The system is asked for many ids' random bytes at once: an event has several ids, and each call cost more than the id. */
const pool = new Uint8Array(256 * RANDOM_BYTES);
let used = pool.length;
let latestMs = 0;
let sequence = 0;

/** A new UUIDv7: ordered by time, and within one process also within a millisecond, so that indexes on it grow at one end. */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, (used += RANDOM_BYTES));
  const now = Date.now();
  if (now > latestMs) {
    latestMs = now;
    // Half of the range stays free for the ids that follow in this millisecond.
    sequence = ((random[6] ?? 0) << 22) | ((random[7] ?? 0) << 14) | ((random[8] ?? 0) << 6);
  } else sequence += 1;
  return v7({ random, msecs: latestMs, seq: sequence });
}

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
