import { createHash, createHmac } from 'node:crypto';
import type { Letters, SignedPart, SortedAuth, HmacAlgorithm } from '../../../domain/mapping/document.js';

export type Pairs = readonly (readonly [string, string])[];

const byName = (pairs: Pairs): Pairs => [...pairs].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
const glued = (pairs: Pairs): string =>
  byName(pairs)
    .map(([name, value]) => name + value)
    .join('');
const ampersand = (pairs: Pairs): string =>
  byName(pairs)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

const md5 = (text: string | Buffer): string => createHash('md5').update(text).digest('hex');
const hmac = (algorithm: string, secret: string, text: string): string =>
  createHmac(algorithm, secret).update(text).digest('hex');

const inLetters = (hex: string, letters: Letters): string => (letters === 'upper' ? hex.toUpperCase() : hex);

/** Every parameter sorted by name, glued name and value; the MD5 form has the secret at both ends. */
export function signTop(method: 'md5' | 'hmac' | 'hmac-sha256', secret: string, pairs: Pairs): string {
  const text = glued(pairs);
  switch (method) {
    case 'md5':
      return md5(secret + text + secret).toUpperCase();
    case 'hmac':
      return hmac('md5', secret, text).toUpperCase();
    case 'hmac-sha256':
      return hmac('sha256', secret, text).toUpperCase();
  }
}

export function signSorted(auth: SortedAuth, secret: string, pairs: Pairs): string {
  const text = auth.pairs === 'glued' ? glued(pairs) : ampersand(pairs);
  const glue = auth.glue ?? '';
  const before = auth.secret === 'after' ? '' : secret + glue;
  const after = auth.secret === 'before' ? '' : glue + secret;
  return inLetters(md5(before + text + after), auth.letters);
}

/** The secret stands at both ends even under HMAC; the token and the method of signing are not signed. */
export function signDouyin(method: 'md5' | 'hmac-sha256', secret: string, pairs: Pairs): string {
  const text = secret + glued(pairs) + secret;
  return method === 'md5' ? md5(text) : hmac('sha256', secret, text);
}

/** `name=value` with `&`, then `&signSecret=`: MD5 in hex, HMAC in Base64. */
export function signKuaishou(method: 'MD5' | 'HMAC_SHA256', secret: string, pairs: Pairs): string {
  const text = `${ampersand(pairs)}&signSecret=${secret}`;
  return method === 'MD5' ? md5(text) : createHmac('sha256', secret).update(text).digest('base64');
}

/** MD5 of the body's bytes and the secret behind them. */
export const signBody = (secret: string, body: string, letters: Letters): string =>
  inLetters(md5(body + secret), letters);

export interface BodyHmac {
  readonly algorithm: HmacAlgorithm;
  readonly encoding: 'hex' | 'base64';
  readonly prefix?: string;
  readonly signed: SignedPart;
}

/** Over the bytes as they are on the wire, behind the timestamp's text and a dot where that is signed too. */
export function hmacOf(how: BodyHmac, secret: string, body: Buffer, timestamp: string): string {
  const mac = createHmac(how.algorithm, secret);
  if (how.signed === 'timestamp.body') mac.update(`${timestamp}.`);
  return (how.prefix ?? '') + mac.update(body).digest(how.encoding);
}
