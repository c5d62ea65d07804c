import { createHash, timingSafeEqual } from 'node:crypto';

/** 32 upper-case hex characters over the parts as they follow one another. */
function md5(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').toUpperCase();
}

export const querySign = (
  param: string,
  account: { readonly key: string; readonly customer: string },
): string => md5(param, account.key, account.customer);

/** `t` is the time in milliseconds as it is sent beside the signature. */
export const orderSign = (
  param: string,
  t: string,
  account: { readonly key: string; readonly secret: string },
): string => md5(param, t, account.key, account.secret);

export const callbackSign = (param: string | Buffer, salt: string): string => md5(param, salt);

/** Whether the salt signed exactly these bytes; the case of the hex is not promised. */
export function isSigned(param: Buffer, sign: Buffer, salt: string): boolean {
  const expected = Buffer.from(callbackSign(param, salt), 'latin1');
  const given = Buffer.from(sign.toString('latin1').toUpperCase(), 'latin1');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
