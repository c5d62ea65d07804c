import type { Fen } from '@cartrail/kernel';
import { fromYuan, type Id } from '../wire/values.js';

const DECIMAL = /^(-?\d+)\.(\d{2})(\d+)$/;
/** Digits behind the fen that a sum of floats may get wrong. */
const NOISE = 6;

/**
 * An amount the platform computed in floats and wrote as a number: 19.990000000000002 is 19.99, and 19.994 is no
 * amount. By its digits; `undefined` for what is further from a whole fen than a millionth of one.
 */
export function fromYuanNumber(value: Id | null | undefined): Fen | undefined {
  const [, whole = '', cents = '', rest = ''] = DECIMAL.exec(String(value ?? '')) ?? [];
  if (rest === '') return fromYuan(value);
  const fen = fromYuan(`${whole}.${cents}`);
  const leading = rest.padEnd(NOISE, '0').slice(0, NOISE);
  if (fen === undefined || leading === '0'.repeat(NOISE)) return fen;
  if (leading !== '9'.repeat(NOISE)) return undefined;
  return whole.startsWith('-') ? fen - 1 : fen + 1;
}
