import { parse } from 'lossless-json';

const LONG_INTEGER = /^-?\d{16,}$/;

/**
 * Reads a platform's JSON without harming ids: an integer of more than 15 digits stays text. `JSON.parse` would turn
 * 4714323456789012345 into 4714323456789012000 and say nothing.
 */
export const parsePlatformJson = (text: string): unknown =>
  parse(text, undefined, { parseNumber: (digits) => (LONG_INTEGER.test(digits) ? digits : Number(digits)) });
