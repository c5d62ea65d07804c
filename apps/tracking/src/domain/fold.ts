import type { Scan } from './scan.js';
import { start, step, type Position } from './status.js';

/** The scan that led to a position. */
export interface Move {
  readonly to: Position;
  readonly scan: Scan;
}

export interface Folded {
  readonly position: Position;
  /** Every change of status on the way, oldest first. */
  readonly moves: readonly Move[];
}

/** A parcel's state is this one pure function of its whole sorted history; nothing else decides it. */
export function fold(sorted: readonly Scan[]): Folded {
  let position = start;
  const moves: Move[] = [];
  for (const scan of sorted) {
    if (scan.withdrawn || scan.status === 'UNKNOWN') continue;
    const to = step(position, scan.status, scan.reason);
    if (to === position) continue;
    if (to.status !== position.status) moves.push({ to, scan });
    position = to;
  }
  return { position, moves };
}
