import { createHash } from 'node:crypto';

/** Upper-case hex over the glued texts, as every signature of this aggregator is. */
const upperMd5 = (...parts: string[]): string =>
  createHash('md5').update(parts.join('')).digest('hex').toUpperCase();

/** Of booking, cancelling, prices and everything else in the order family. */
export const signOrder = (param: string, t: string, key: string, secret: string): string =>
  upperMd5(param, t, key, secret);

export const signQuery = (param: string, key: string, customer: string): string =>
  upperMd5(param, key, customer);

export const signCallback = (param: string, salt: string): string => upperMd5(param, salt);
