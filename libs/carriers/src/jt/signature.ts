import { createHash, timingSafeEqual } from 'node:crypto';

/** base64 over the 16 raw bytes of the md5: 24 characters. */
function digest(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest('base64');
}

/** The header `digest`, of our calls and of J&T's pushes. */
export const headerDigest = (bizContent: string | Buffer, privateKey: string): string =>
  digest(bizContent, privateKey);

/** Fixed by J&T, the same for everybody. */
const SALT = 'jadada236t2';

/** The `digest` inside orders. It covers the account, not the order, so it is the same in all of them. */
export function businessDigest(account: {
  readonly customerCode: string;
  readonly customerPassword: string;
  readonly privateKey: string;
}): string {
  const { customerCode, customerPassword, privateKey } = account;
  const password = createHash('md5').update(customerPassword).update(SALT).digest('hex').toUpperCase();
  return digest(customerCode, password, privateKey);
}

/** Whether the key signed exactly these bytes. */
export function isSigned(bizContent: Buffer, given: string, privateKey: string): boolean {
  const expected = Buffer.from(headerDigest(bizContent, privateKey), 'latin1');
  const bytes = Buffer.from(given, 'utf8');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}
