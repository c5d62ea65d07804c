import { fenFromYuan, fromShanghai, SECOND, type Fen, type Instant } from '@cartrail/kernel';

/** An id as a platform writes it: text, or a number. */
export type Id = string | number;

/** An id or a text; empty and 0 are a platform's way of saying none. */
export const textOf = (id: Id | null | undefined): string | undefined =>
  !isScalar(id) || id === '' || id === 0 || id === '0' ? undefined : String(id);

/** A value out of an enumeration, in which 0 is a value like any other. */
export const codeOf = (value: Id | boolean | null | undefined): string | undefined =>
  !isScalar(value) || value === '' ? undefined : String(value);

/** A platform's word for it is no proof: what is nested without end cannot even be written as text. */
const isScalar = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const moment = (value: Id | null | undefined, unit: number): Instant | undefined => {
  const at = Number(value ?? 0);
  return Number.isSafeInteger(at) && at > 0 ? at * unit : undefined;
};

/** Unix seconds; 0 and -1 are a platform's way of saying never. */
export const fromSeconds = (value: Id | null | undefined): Instant | undefined => moment(value, SECOND);

/** Unix milliseconds; 0 and -1 are a platform's way of saying never. */
export const fromMillis = (value: Id | null | undefined): Instant | undefined => moment(value, 1);

/** Wall time in Asia/Shanghai; empty and all zeros are a platform's way of saying never. */
export const fromWallTime = (value: string | null | undefined): Instant | undefined =>
  value === undefined || value === null ? undefined : fromShanghai(value);

/** Yuan as text or number, by its decimal digits; `undefined` for what is no amount. */
export function fromYuan(value: Id | null | undefined): Fen | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  try {
    return fenFromYuan(String(value));
  } catch {
    return undefined;
  }
}

/** Whole fen; `undefined` for what is no whole number. */
export function fromFen(value: Id | null | undefined): Fen | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const fen = Number(value);
  return Number.isSafeInteger(fen) ? fen : undefined;
}
