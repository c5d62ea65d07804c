import { parse } from 'lossless-json';

/**
 * A bare number that a double may not hold exactly. It may also match inside a string, which only costs time:
 * such text is read by the slower parser that keeps every number as it was written.
 */
const RISKY_NUMBER = /[[:,]\s*-?(?:\d{16}|\d+[.eE])/;

const asWritten = (text: string): string => text;

/** Numbers come back exactly, as numbers or as the text they were. Throws on anything that is no JSON. */
export const readJson = (text: string): unknown =>
  RISKY_NUMBER.test(text)
    ? parse(text, undefined, { parseNumber: asWritten })
    : (JSON.parse(text) as unknown);

/** Ids, codes and numbers are text to us, in whichever form they came. */
export const text = (value: unknown): string => {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
};

/** `undefined` for what is absent or empty. */
export const optionalText = (value: unknown): string | undefined => text(value) || undefined;

/** Vendors write `true`, `"true"`, `1` and `"1"`. */
export const flag = (value: unknown): boolean =>
  value === true ||
  value === 1 ||
  value === '1' ||
  (typeof value === 'string' && value.toLowerCase() === 'true');

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object, also where it was put into a string once more. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value;
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return {};
  try {
    const inner = readJson(value);
    return isRecord(inner) ? inner : {};
  } catch {
    return {};
  }
}

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
