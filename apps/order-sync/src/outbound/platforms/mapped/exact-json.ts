import { parse } from 'lossless-json';

/**
 * Reads JSON so that no digit is lost: a number that JavaScript would write otherwise (a long id, `12.30`, `1e3`)
 * stays the text it was. Throws `SyntaxError` and, for what is nested without end, `RangeError`.
 */
export const parseExactJson = (text: string): unknown =>
  parse(text, undefined, {
    parseNumber: (digits) => (String(Number(digits)) === digits ? Number(digits) : digits),
  });

/** `undefined` for what is no JSON. */
export function readJson(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}
