import { parse } from 'lossless-json';

const LONG_INTEGER = /^-?\d{16,}$/;
/** Where one can stand as a value; the same may stand within a text. */
const LONG_VALUES = /((?:^|[:[,])\s*)(-?\d{16,})(?=\s*(?:[,\]}]|$))/g;

/**
 * Reads a platform's JSON without harming ids: an integer of more than 15 digits stays text. `JSON.parse` would turn
 * 4714323456789012345 into 4714323456789012000 and say nothing, so that it gets them in quotation marks; within a text
 * these break the document, never its meaning (a mark, and a digit right behind it), and then it is read without them,
 * which takes four times as long.
 */
export function parsePlatformJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(LONG_VALUES, '$1"$2"'));
  } catch {
    return parse(text, undefined, {
      parseNumber: (digits) => (LONG_INTEGER.test(digits) ? digits : Number(digits)),
    });
  }
}
