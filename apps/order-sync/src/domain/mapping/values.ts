import { Trouble } from './trouble.js';

/** A moment or an amount: made by a step that knows the unit, so that no bare number is ever taken for one. */
export class Measured {
  constructor(
    readonly unit: 'time' | 'fen',
    readonly value: number,
  ) {}
}

export type Scalar = string | number | boolean;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Measured);

export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** Nothing there: left out, null, an empty text or an empty list. */
export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (isList(value) && value.length === 0);

/** A value as text, digit for digit. Lists, objects, moments and amounts are none. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)
      throw new Trouble('is a number too long to be exact: it must come as text');
    return String(value);
  }
  if (isList(value)) throw new Trouble('is a list: take one of it with firstNonEmpty, or join it');
  if (value instanceof Measured)
    throw new Trouble(`is ${value.unit === 'time' ? 'a time' : 'an amount'}, not text`);
  throw new Trouble('is an object: name the field inside it');
}

/** For comparing with the values a document names; what is no scalar equals none. */
export const codeOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
