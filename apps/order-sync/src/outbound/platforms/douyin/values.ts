import { SECOND, type Instant } from '@cartrail/kernel';
import type { Id } from './wire.js';

/** An id or a text; empty and 0 are the platform's way of saying none. */
export const textOf = (id: Id | undefined): string | undefined =>
  id === undefined || id === '' || id === 0 || id === '0' ? undefined : String(id);

/** A value out of an enumeration, in which 0 is a value like any other. */
export const codeOf = (value: Id | undefined): string | undefined =>
  value === undefined || value === '' ? undefined : String(value);

/** Unix seconds; 0 and -1 are the platform's way of saying never. */
export const toInstant = (seconds: number | undefined): Instant | undefined =>
  seconds === undefined || seconds <= 0 ? undefined : seconds * SECOND;
