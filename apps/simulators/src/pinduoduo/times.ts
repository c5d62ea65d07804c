import { toShanghai, type Instant } from '@cartrail/kernel';

/** Beijing wall time; nothing where there is none. */
export const wall = (at: Instant | null | undefined): string =>
  at === null || at === undefined ? '' : toShanghai(at);

export const seconds = (at: Instant): number => Math.floor(at / 1_000);

export const yuan = (fen: number): string =>
  `${String(Math.floor(fen / 100))}.${String(fen % 100).padStart(2, '0')}`;
