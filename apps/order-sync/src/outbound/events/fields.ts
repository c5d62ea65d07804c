import { toIso, type Instant } from '@cartrail/kernel';

/** The contract's fields without its classes: plain objects are what is published. */
export type Fields<T> = T extends readonly (infer I)[]
  ? Fields<I>[]
  : T extends object
    ? { [K in keyof T]: Fields<T[K]> }
    : T;

export const iso = (instant: Instant | undefined): string | undefined =>
  instant === undefined ? undefined : toIso(instant);
